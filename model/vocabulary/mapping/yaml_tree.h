// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sightglass {

/// Where something stands in a file, both from 1; columns count characters.
struct FilePlace
{
    std::size_t line = 1;
    std::size_t column = 1;
};

/// What is wrong with a file, in one sentence.
struct MappingError
{
    FilePlace place;
    std::string sentence;
};

struct YamlMember;

/// One value of a YAML text. Numbers and booleans are texts, as they were written.
struct YamlNode
{
    enum class Form : std::uint8_t { Nothing, Text, List, Map };

    Form form = Form::Nothing;
    FilePlace place;
    std::string text;
    std::vector<YamlNode> items; // of a list
    std::vector<YamlMember> members; // of a map, in the order of the file, repeated ones included
};

struct YamlMember
{
    std::string key;
    FilePlace place;
    YamlNode value;
};

/// Reads one YAML document. Refused beside what is no YAML: more than kMappingBytes, no UTF-8,
/// control characters, anchors and aliases (they multiply), tags, a second document, deep nesting.
[[nodiscard]] std::variant<YamlNode, MappingError> readYaml(std::string_view text);

inline constexpr std::size_t kMappingBytes = 1u << 20;

} // namespace sightglass
