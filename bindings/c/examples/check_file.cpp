// Checks a file of new users against a directory, and prints its errors.
//
//     check_file_cpp FILE DIRECTORY.json UPLOADER
//
// Its exit code is 0 where the file has no errors, 1 where it has some, 2 where it could not be checked.

#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <bulk_user_upload.hpp>

namespace {

std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw std::runtime_error("cannot read " + path);
    }
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void print(const buu::problem& problem) {
    if (!problem.cell().empty()) {
        std::cout << problem.cell() << ": ";
    } else if (problem.row()) {
        std::cout << "row " << *problem.row() << ": ";
    }
    std::cout << problem.message() << " [" << problem.code_name() << "]\n";
}

int check(const std::string& path, const std::string& directory_path, const std::string& uploader) {
    const auto directory = buu::directory::from_json(read(directory_path));
    const auto report = buu::check(buu::file::at(path), directory, uploader);
    for (const auto notice : report.notices()) {
        std::cout << "note: " << notice.message() << '\n';
    }
    for (const auto problem : report.errors()) {
        print(problem);
    }
    std::cout << report.users() << " users: " << report.valid() << " can be created, "
              << report.rows_with_errors() << " have errors\n";
    return report.is_ok() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::cerr << "usage: check_file_cpp FILE DIRECTORY.json UPLOADER\n";
        return 2;
    }
    try {
        return check(arguments[1], arguments[2], arguments[3]);
    } catch (const std::exception& failure) {
        std::cerr << "check_file_cpp: " << failure.what() << '\n';
        return 2;
    }
}
