// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/mapping/yaml_tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kDepth = 16;
constexpr std::size_t kNodes = 20'000;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool startsCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

/// Bytes of the character at the start; 0 when it is none (RFC 3629).
std::size_t characterSize(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < size)
        return 0;
    for (std::size_t i = 1; i < size; ++i) {
        if (startsCharacter(text[i]))
            return 0;
    }
    const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
    const bool beyond = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
    return overlong || beyond ? 0 : size;
}

bool isControl(char byte)
{
    return (byte >= 0 && byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')
        || byte == 0x7F;
}

std::optional<MappingError> findOddBytes(std::string_view text)
{
    FilePlace place;
    while (!text.empty()) {
        const std::size_t size = characterSize(text);
        if (size == 0)
            return MappingError{place, "the file is not UTF-8 from here on"};
        if (isControl(text.front()))
            return MappingError{place, "a control character stands here"};
        if (text.front() == '\n')
            place = {place.line + 1, 1};
        else
            ++place.column;
        text.remove_prefix(size);
    }
    return {};
}

/// What the parser tells becomes a tree; what is not wanted is thrown, and caught in readYaml().
class TreeMaker final : public YAML::EventHandler
{
public:
    explicit TreeMaker(std::string_view text)
    {
        for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
            m_lines.push_back(text.substr(at, text.find('\n', at) - at));
            if (text.find('\n', at) == std::string_view::npos)
                break;
        }
    }

    YamlNode take() { return std::move(m_root); }
    [[nodiscard]] bool hasDocument() const { return m_hasDocument; }

    /// yaml-cpp counts bytes.
    [[nodiscard]] FilePlace placeOf(const YAML::Mark &mark) const
    {
        if (mark.is_null())
            return {};
        const auto line = static_cast<std::size_t>(mark.line);
        const auto bytes = static_cast<std::size_t>(mark.column);
        if (line >= m_lines.size())
            return {std::max<std::size_t>(m_lines.size(), 1), 1};
        const std::string_view before = m_lines[line].substr(0, bytes);
        const auto characters = std::count_if(before.begin(), before.end(), startsCharacter);
        return {line + 1, static_cast<std::size_t>(characters) + 1};
    }

    void OnDocumentStart(const YAML::Mark &mark) override
    {
        if (std::exchange(m_hasDocument, true))
            throw MappingError{placeOf(mark), "a second document begins: one file, one vocabulary"};
    }
    void OnDocumentEnd() override { }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        add(make(YamlNode::Form::Nothing, mark, "", anchor));
    }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override
    {
        throw MappingError{placeOf(mark),
                           "aliases are not understood: write it out, or use "
                           "defaults"};
    }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                  const std::string &value) override
    {
        YamlNode node = make(YamlNode::Form::Text, mark, tag, anchor);
        node.text = value;
        add(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        open(make(YamlNode::Form::List, mark, tag, anchor));
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        open(make(YamlNode::Form::Map, mark, tag, anchor));
    }
    void OnMapEnd() override { close(); }

private:
    struct Open
    {
        YamlNode node;
        bool wantsKey = true; // of a map
    };

    YamlNode make(YamlNode::Form form, const YAML::Mark &mark, const std::string &tag,
                  YAML::anchor_t anchor)
    {
        const FilePlace place = placeOf(mark);
        if (anchor != 0)
            throw MappingError{place, "anchors are not understood: write it out, or use defaults"};
        if (!tag.empty() && tag != "?" && tag != "!")
            throw MappingError{place, "tags are not understood"};
        if (++m_nodes > kNodes)
            throw MappingError{place, "more than " + std::to_string(kNodes) + " values"};
        YamlNode node;
        node.form = form;
        node.place = place;
        return node;
    }

    void open(YamlNode node)
    {
        if (m_open.size() >= kDepth)
            throw MappingError{node.place, "nested too deeply"};
        if (!m_open.empty() && isKey())
            throw MappingError{node.place, "a key is a text"};
        m_open.push_back({std::move(node)});
    }
    void close()
    {
        YamlNode node = std::move(m_open.back().node);
        m_open.pop_back();
        add(std::move(node));
    }

    [[nodiscard]] bool isKey() const
    {
        return m_open.back().node.form == YamlNode::Form::Map && m_open.back().wantsKey;
    }

    void add(YamlNode node)
    {
        if (m_open.empty()) {
            m_root = std::move(node);
            return;
        }
        YamlNode &parent = m_open.back().node;
        if (parent.form == YamlNode::Form::List) {
            parent.items.push_back(std::move(node));
        } else if (std::exchange(m_open.back().wantsKey, !m_open.back().wantsKey)) {
            if (node.form != YamlNode::Form::Text)
                throw MappingError{node.place, "a key is a text: put null into quotes"};
            parent.members.push_back({std::move(node.text), node.place, {}});
        } else {
            YamlMember &member = parent.members.back();
            member.value = std::move(node);
            if (member.value.form == YamlNode::Form::Nothing)
                member.value.place = member.place;
        }
    }

    std::vector<std::string_view> m_lines;
    std::vector<Open> m_open;
    YamlNode m_root;
    std::size_t m_nodes = 0;
    bool m_hasDocument = false;
};

} // namespace

std::variant<YamlNode, MappingError> readYaml(std::string_view text)
{
    if (text.size() > kMappingBytes)
        return MappingError{{}, "the file is larger than 1 MiB"};
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    if (auto odd = findOddBytes(text))
        return *std::move(odd);
    TreeMaker maker{text};
    try {
        std::istringstream stream{std::string{text}};
        YAML::Parser parser{stream};
        while (parser.HandleNextDocument(maker)) { }
    } catch (const MappingError &error) {
        return error;
    } catch (const YAML::Exception &error) {
        return MappingError{maker.placeOf(error.mark), "no YAML: " + error.msg};
    } catch (const std::exception &error) {
        return MappingError{{}, std::string{"no YAML: "} + error.what()};
    }
    if (!maker.hasDocument())
        return MappingError{{}, "the file is empty"};
    return maker.take();
}

} // namespace sightglass
