// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/mapping/mapping_form.h"

#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace sightglass {

/// Checks every key, word and pointer of a mapping file (resources/mappings/README.md). All that is
/// wrong is told, in the order of the file.
[[nodiscard]] std::variant<MappingForm, std::vector<MappingError>>
readMapping(std::string_view text);

/// What the parts of a file are read with: looks at values, and collects what is wrong with them.
class MappingChecks
{
public:
    using Keys = std::span<const std::string_view>;

    void complain(FilePlace place, std::string sentence);
    [[nodiscard]] std::vector<MappingError> errors() &&;

    /// Whether it is a map that has no other keys than those, each once.
    bool hasOnly(const YamlNode &map, std::string_view what, Keys keys);
    /// The same of a map whose keys are the user's.
    bool hasKeysOnce(const YamlNode &map, std::string_view what, bool ignoreCase);
    /// The first member of that name; null when there is none.
    [[nodiscard]] static const YamlMember *find(const YamlNode &map, std::string_view key);

    /// The text of a value; empty, and told, when it is none.
    std::string text(const YamlNode &value, std::string_view what);
    /// A text, or a list of them; none, and told, when it is neither.
    std::vector<const YamlNode *> texts(const YamlNode &value, std::string_view what);
    /// One pointer.
    std::string pointer(const YamlNode &value, std::string_view what, bool mayStar = false);
    /// One, or a list of them: a blank between.
    std::string pointers(const YamlNode &value, std::string_view what);
    /// The place of a word in a closed set, or `words.size()`, and told.
    std::size_t word(const YamlNode &value, std::string_view what, Keys words);

private:
    std::vector<MappingError> m_errors;
};

/// Reads the `defaults` and `types` of a file.
[[nodiscard]] std::vector<MappingForm::Type>
readTypes(const YamlNode *defaults, const YamlNode &types, MappingChecks &checks);

} // namespace sightglass
