// A directory of your own: a class that answers from where the users are stored, here in maps.
//
//     own_directory_cpp FILE UPLOADER [unreachable]
//
// With `unreachable` the directory fails, as one behind a network sometimes does: the check ends with its
// exception. Ends with 0 where the file is clean, 1 where it has errors, 2 where it could not be checked.

#include <algorithm>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bulk_user_upload.hpp>

namespace {

// How many letters must be changed, added or removed to turn one text into the other.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

// Thrown where the directory cannot be reached. The check throws it again unchanged, so it may carry what the
// handler needs.
struct unreachable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class office : public buu::user_directory {
public:
    explicit office(bool reachable) : reachable_(reachable) {
        for (const char* login : {"alice", "bob.marsh", "chloe.ng"}) {
            logins_.insert(buu::fold(login));
        }
        add(groups_, "Agent", 10);
        add(groups_, "Supervisor", 50);
        add(groups_, "Sys Admin", 100);
        add(teams_, "Sales", {"alice", "bob.marsh"});
        add(teams_, "Support", {"alice", "chloe.ng"});
        add(teams_, "Night Shift", {"chloe.ng"});
        add(plans_, "Standard", {});
        add(plans_, "Chat and mail", {});
    }

    void existing_logins(std::string_view, buu::names questions, buu::login_answers& answers) override {
        if (!reachable_) {
            throw unreachable("the office does not answer");
        }
        for (std::size_t i = 0; i < questions.size(); ++i) {
            answers.set(i, logins_.count(questions[i].key) > 0);
        }
    }

    void permission_groups(std::string_view, buu::names questions, buu::group_answers& answers) override {
        for (std::size_t i = 0; i < questions.size(); ++i) {
            const auto found = groups_.find(questions[i].key);
            if (found == groups_.end()) {
                answers.does_not_exist(
                    i, nearest(groups_, questions[i].key, [](int level) { return level <= own_level; }));
            } else if (found->second.what > own_level) {
                answers.insufficient_access(i);
            } else {
                answers.assignable(i, policy_);
            }
        }
    }

    void primary_teams(std::string_view uploader, buu::names questions, buu::team_answers& answers) override {
        const auto has_uploader = [&](const logins& members) {
            return members.count(buu::fold(uploader)) > 0;
        };
        for (std::size_t i = 0; i < questions.size(); ++i) {
            const auto found = teams_.find(questions[i].key);
            if (found == teams_.end()) {
                answers.does_not_exist(i, nearest(teams_, questions[i].key, has_uploader));
            } else if (has_uploader(found->second.what)) {
                answers.member(i);
            } else {
                answers.not_a_member(i);
            }
        }
    }

    void capacity_plans(std::string_view, buu::names questions, buu::plan_answers& answers) override {
        for (std::size_t i = 0; i < questions.size(); ++i) {
            if (plans_.count(questions[i].key) > 0) {
                answers.exists(i);
            } else {
                answers.does_not_exist(i, nearest(plans_, questions[i].key, [](const logins&) { return true; }));
            }
        }
    }

private:
    using logins = std::set<std::string, std::less<>>;

    template <class What>
    struct entry {
        std::string name;
        What what;
    };

    // By key. std::less<> compares with the key of a question without a copy.
    template <class What>
    using table = std::map<std::string, entry<What>, std::less<>>;

    template <class What>
    static void add(table<What>& to, const char* name, What what) {
        to.emplace(buu::fold(name), entry<What>{name, std::move(what)});
    }

    // The name that was probably meant, of those that the uploader may use: a suggestion must not reveal any
    // other.
    template <class What, class May>
    static std::string_view nearest(const table<What>& of, std::string_view key, const May& may) {
        std::string_view found;
        std::size_t min = 3;
        for (const auto& [its_key, its] : of) {
            const std::size_t away = distance(key, its_key);
            if (away < min && may(its.what)) {
                min = away;
                found = its.name;
            }
        }
        return found;
    }

    static constexpr int own_level = 50;

    bool reachable_;
    logins logins_;
    table<int> groups_;
    table<logins> teams_;
    table<logins> plans_;
    buu::password_policy policy_ =
        buu::password_policy::from_json(R"({"length": 8, "digits": 1, "upperCase": 1})");
};

}  // namespace

int main(int count, char** arguments) {
    if (count != 3 && count != 4) {
        std::cerr << "usage: own_directory_cpp FILE UPLOADER [unreachable]\n";
        return 2;
    }
    try {
        office directory(count == 3);
        const auto report = buu::check(buu::file::at(arguments[1]), directory, arguments[2]);
        for (const auto problem : report.errors()) {
            std::cout << "row " << problem.row().value_or(1) << ": " << problem.message() << '\n';
        }
        return report.is_ok() ? 0 : 1;
    } catch (const unreachable& failure) {
        std::cerr << "own_directory_cpp: try again later: " << failure.what() << '\n';
    } catch (const std::exception& failure) {
        std::cerr << "own_directory_cpp: " << failure.what() << '\n';
    }
    return 2;
}
