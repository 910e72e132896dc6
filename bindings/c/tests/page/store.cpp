// The import of docs/c.md, into a database that has users.

#include "page.hpp"

int main() {
    buu::store::open("users.db").load(read("directory.json"));
#include "import-history-undo.cpp"
    std::cout << store.history().json() << '\n';
}
