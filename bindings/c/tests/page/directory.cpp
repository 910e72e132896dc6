// The directory of docs/c.md, which knows a single login.

#include "page.hpp"

static bool taken(std::string_view key) {
    return key == "grace.hale";
}

int main() {
#include "a-directory-of-your-own.cpp"
    for (const auto problem : report.errors()) {
        std::cout << problem.cell() << ' ' << problem.code() << '\n';
    }
}
