// What the programs around the blocks of docs/c.md have in common.

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include <bulk_user_upload.hpp>

inline std::string read(const char* path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
