// The tests of the C++ header: prints each test's name as it passes.
//
//     test_cpp FOLDER REPOSITORY
//
// FOLDER is for databases.

#include "support.hpp"

namespace {

bool passes(const test& one) {
    try {
        one.run();
        std::cout << "ok   " << one.name << std::endl;
        return true;
    } catch (const std::exception& failure) {
        std::cout << "FAIL " << one.name << ": " << failure.what() << std::endl;
    } catch (...) {
        std::cout << "FAIL " << one.name << ": an exception of another kind" << std::endl;
    }
    return false;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::cerr << "usage: test_cpp FOLDER REPOSITORY\n";
        return 2;
    }
    databases = arguments[1];
    root = arguments[2];
    int passed = 0;
    int failed = 0;
    for (const auto& tests :
         {report_tests(), directory_tests(), callback_tests(), value_tests(), thread_tests(), store_tests()}) {
        for (const auto& one : tests) {
            ++(passes(one) ? passed : failed);
        }
    }
    std::cout << passed << " passed, " << failed << " failed" << std::endl;
    return failed == 0 ? 0 : 1;
}
