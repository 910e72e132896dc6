// The choice of an encoding of docs/c.md, of a file whose name is "Иван" in Windows-1251.

#include "page.hpp"

static std::string chosen(const buu::report& report) {
    const auto readings = report.readings();
    for (const auto reading : readings) {
        if (reading.samples()[0].text == "Иван") {
            return std::string(reading.encoding());
        }
    }
    return {};
}

int main() {
    const auto directory = buu::directory::from_json(read("directory.json"));
    const std::string csv =
        "First name,Last name,E-mail,Password,Permission group,Web RTC,Primary team,Active\n"
        "\xC8\xE2\xE0\xED,Lee,ivan.lee,Harbour-Light-7,Agent,TRUE,Sales,TRUE\n";
    const auto upload = buu::file::of("users.csv", csv);
#include "encodings-and-headers.cpp"
    std::cout << "chosen: " << stated.new_users()[0].cell("First name") << '\n';
}
