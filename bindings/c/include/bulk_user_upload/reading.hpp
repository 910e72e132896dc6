/* What a file may say whose encoding was assumed. Part of bulk_user_upload.hpp: include that instead. */

#ifndef BULK_USER_UPLOAD_READING_HPP
#define BULK_USER_UPLOAD_READING_HPP

#include "range.hpp"

namespace buu {

/** A cell, and what a reading says in it. Its texts are valid as long as the report. */
struct reading_sample {
    std::string_view cell; /**< As a spreadsheet names it: `A2`. */
    std::string_view text; /**< Trimmed; it may be empty. */
};

namespace detail {

struct sample_source {
    const buu_report* report = nullptr;
    std::size_t reading = 0;

    [[nodiscard]] reading_sample at(std::size_t index) const {
        const buu_str text = buu_report_reading_sample(report, reading, index);
        require(text.data != nullptr ? BUU_OK : BUU_INVALID_ARGUMENT,
                "the reading has no sample with this index");
        return {view(buu_report_sample_cell(report, index)), view(text)};
    }
};

}  // namespace detail

/**
 * What a file says in one of the encodings that it may have. It must not be used after its report, nor must its
 * texts.
 */
class reading {
public:
    /** The reading at an index of a report; throws `BUU_INVALID_ARGUMENT` where it is out of range. */
    reading(const buu_report* report, std::size_t index) : report_(report), index_(index) {
        detail::require(index < buu_report_reading_count(report) ? BUU_OK : BUU_INVALID_ARGUMENT,
                        "the report has no reading with this index");
    }

    /** Its encoding, as file::with_encoding() takes it: `windows-1250`. It is never freed. */
    [[nodiscard]] std::string_view encoding() const noexcept {
        return detail::view(buu_report_reading_encoding(report_, index_));
    }

    /** What it says in the cells that show how the readings differ. The range is valid as long as the report. */
    [[nodiscard]] range<detail::sample_source> samples() const noexcept {
        return {{report_, index_}, buu_report_sample_count(report_)};
    }

private:
    const buu_report* report_;
    std::size_t index_;
};

}  // namespace buu

#endif
