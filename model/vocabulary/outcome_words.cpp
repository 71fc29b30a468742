// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/outcome_words.h"

#include <algorithm>

namespace sightglass {
namespace {

struct Meaning
{
    std::string_view word;
    Outcome outcome;
};
constexpr Meaning kMeanings[] = {
    {"success", Outcome::Success},       {"pass", Outcome::Success},
    {"passed", Outcome::Success},        {"succeeded", Outcome::Success},
    {"successful", Outcome::Success},    {"failure", Outcome::Failure},
    {"fail", Outcome::Failure},          {"failed", Outcome::Failure},
    {"error", Outcome::Error},           {"errored", Outcome::Error},
    {"startup_failure", Outcome::Error}, {"cancel", Outcome::Canceled},
    {"canceled", Outcome::Canceled},     {"cancelled", Outcome::Canceled},
    {"aborted", Outcome::Canceled},      {"timed_out", Outcome::Timeout},
    {"timeout", Outcome::Timeout},       {"skipped", Outcome::Skipped},
    {"skip", Outcome::Skipped},          {"neutral", Outcome::Skipped},
    {"stale", Outcome::Skipped},         {"not_built", Outcome::Skipped},
    {"unstable", Outcome::Unstable},     {"unknown", Outcome::Unknown},
};

} // namespace

std::optional<Outcome> outcomeOf(std::string_view word)
{
    const auto same = [](char a, char b) { return (b >= 'A' && b <= 'Z' ? b + 32 : b) == a; };
    for (const Meaning &meaning : kMeanings) {
        if (std::equal(meaning.word.begin(), meaning.word.end(), word.begin(), word.end(), same))
            return meaning.outcome;
    }
    return std::nullopt;
}

} // namespace sightglass
