// The check of docs/c.md, within a program.

#include "page.hpp"

static void check(const std::string& json) {
#include "check-a-file.cpp"
}

int main() {
    check(read("directory.json"));
    std::cout << read("rows-with-errors.csv");
}
