// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/outcome_words.h"

#include <algorithm>
#include <string>

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
    std::string folded{word};
    std::transform(folded.begin(), folded.end(), folded.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    for (const Meaning &meaning : kMeanings) {
        if (meaning.word == folded)
            return meaning.outcome;
    }
    return std::nullopt;
}

} // namespace sightglass
