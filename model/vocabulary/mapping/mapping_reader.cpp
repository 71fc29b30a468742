// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/mapping/mapping_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kMostErrors = 20;
constexpr std::size_t kNameBytes = 64;
constexpr std::size_t kQuotedBytes = 60;

constexpr std::array<std::string_view, 8> kFileKeys{"vocabulary", "match",    "from",     "source",
                                                    "type",       "event-id", "defaults", "types"};
constexpr std::array<std::string_view, 2> kMatchKeys{"attributes", "fields"};
constexpr std::array<std::string_view, 2> kFromWords{"body", "record"};

std::string quoted(std::string_view text)
{
    std::size_t end = std::min(text.size(), kQuotedBytes);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        ++end;
    return "\"" + std::string{text.substr(0, end)} + (end < text.size() ? "…\"" : "\"");
}

std::string listed(MappingChecks::Keys words)
{
    std::string out;
    for (const std::string_view word : words)
        out.append(out.empty() ? "" : ", ").append(word);
    return out;
}

std::string_view formName(YamlNode::Form form)
{
    constexpr std::string_view kNames[] = {"nothing", "a text", "a list", "a map"};
    return kNames[static_cast<std::size_t>(form)];
}

std::string lowered(std::string_view text)
{
    std::string out{text};
    for (char &c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

bool isLowerWord(std::string_view text, bool dashes)
{
    return !text.empty() && text.front() != '-'
        && std::all_of(text.begin(), text.end(), [dashes](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (dashes && c == '-');
           });
}

/// Why it is no JSON pointer; empty when it is one.
std::string_view pointerFault(std::string_view text, bool mayStar)
{
    if (!text.starts_with('/'))
        return "it begins with /";
    if (text.find_first_of(" |\t\r\n") != std::string_view::npos)
        return "blanks and | are not possible in it";
    for (std::size_t at = text.find('~'); at != std::string_view::npos;
         at = text.find('~', at + 1)) {
        if (at + 1 == text.size() || (text[at + 1] != '0' && text[at + 1] != '1'))
            return "behind ~ stands 0 or 1 (RFC 6901)";
    }
    const std::size_t star = text.find("/*");
    if (star == std::string_view::npos)
        return {};
    if (!mayStar)
        return "* goes through lists in identities and links only";
    if (text.find("/*", star + 1) != std::string_view::npos)
        return "it goes through one list only";
    return {};
}

void readVocabulary(const YamlNode &value, MappingForm &form, MappingChecks &checks)
{
    form.vocabulary = checks.text(value, "vocabulary");
    form.namePlace = value.place;
    const bool named = isLowerWord(form.vocabulary, true) && form.vocabulary.size() <= kNameBytes;
    if (!named && !form.vocabulary.empty())
        checks.complain(value.place,
                        quoted(form.vocabulary)
                            + " is no name of a vocabulary: lower-case letters, digits and -, at "
                              "most 64");
}

std::vector<std::string> readPatterns(const YamlNode &value, MappingChecks &checks)
{
    std::vector<std::string> patterns;
    for (const YamlNode *one : checks.texts(value, "a pattern")) {
        if (one->text.find('*') + 1 < one->text.size() && one->text.find('*') != std::string::npos)
            checks.complain(one->place, quoted(one->text) + ": * stands at the end only");
        patterns.push_back(one->text);
    }
    return patterns;
}

void readMatch(const YamlNode &match, MappingForm &form, MappingChecks &checks)
{
    if (!checks.hasOnly(match, "match", kMatchKeys))
        return;
    if (const YamlMember *attributes = MappingChecks::find(match, "attributes");
        attributes && checks.hasKeysOnce(attributes->value, "attributes", false)) {
        for (const YamlMember &member : attributes->value.members) {
            if (!isLowerWord(member.key, false))
                checks.complain(
                    member.place,
                    quoted(member.key)
                        + " is no attribute: lower-case letters and digits (CloudEvents "
                          "1.0 §3.1)");
            form.attributes.push_back({member.key, readPatterns(member.value, checks)});
        }
    }
    if (const YamlMember *fields = MappingChecks::find(match, "fields");
        fields && checks.hasKeysOnce(fields->value, "fields", false)) {
        for (const YamlMember &member : fields->value.members) {
            if (const std::string_view fault = pointerFault(member.key, false); !fault.empty())
                checks.complain(member.place,
                                quoted(member.key) + " is no JSON pointer: " + std::string{fault});
            form.fields.push_back({member.key, readPatterns(member.value, checks)});
        }
    }
    if (form.attributes.empty() && form.fields.empty())
        checks.complain(match.place,
                        "match names neither an attribute nor a field: it would take "
                        "every record");
}

void readSource(const YamlNode &value, MappingForm &form, MappingChecks &checks)
{
    const bool isAddress = value.form == YamlNode::Form::Text && !value.text.starts_with('/')
        && value.text.find(':') != std::string::npos
        && value.text.find_first_of(" \t\n") == std::string::npos;
    form.source = isAddress ? value.text : checks.pointers(value, "source");
}

MappingForm readForm(const YamlNode &root, MappingChecks &checks)
{
    MappingForm form;
    if (!checks.hasOnly(root, "the file", kFileKeys))
        return form;
    for (const std::string_view needed : {"vocabulary", "match", "types"}) {
        if (!MappingChecks::find(root, needed))
            checks.complain(root.place, "the file has no " + std::string{needed});
    }
    if (const YamlMember *name = MappingChecks::find(root, "vocabulary"))
        readVocabulary(name->value, form, checks);
    if (const YamlMember *match = MappingChecks::find(root, "match"))
        readMatch(match->value, form, checks);
    if (const YamlMember *from = MappingChecks::find(root, "from"))
        form.wholeRecord = checks.word(from->value, "place to read from", kFromWords) == 1;
    if (const YamlMember *source = MappingChecks::find(root, "source"))
        readSource(source->value, form, checks);
    if (const YamlMember *id = MappingChecks::find(root, "event-id"))
        form.eventId = checks.pointers(id->value, "event-id");
    if (const YamlMember *type = MappingChecks::find(root, "type"))
        form.type = checks.pointers(type->value, "type");
    const YamlMember *defaults = MappingChecks::find(root, "defaults");
    if (const YamlMember *types = MappingChecks::find(root, "types"))
        form.types = readTypes(defaults ? &defaults->value : nullptr, types->value, checks);
    return form;
}

} // namespace

void MappingChecks::complain(FilePlace place, std::string sentence)
{
    m_errors.push_back({place, std::move(sentence)});
}

std::vector<MappingError> MappingChecks::errors() &&
{
    const auto earlier = [](const MappingError &a, const MappingError &b) {
        return std::pair{a.place.line, a.place.column} < std::pair{b.place.line, b.place.column};
    };
    std::stable_sort(m_errors.begin(), m_errors.end(), earlier);
    if (m_errors.size() > kMostErrors)
        m_errors.resize(kMostErrors);
    return std::move(m_errors);
}

bool MappingChecks::hasKeysOnce(const YamlNode &map, std::string_view what, bool ignoreCase)
{
    if (map.form != YamlNode::Form::Map) {
        complain(map.place,
                 std::string{what} + " must be a map, and this is "
                     + std::string{formName(map.form)});
        return false;
    }
    const auto same = [&](const YamlMember &a, const YamlMember &b) {
        return ignoreCase ? lowered(a.key) == lowered(b.key) : a.key == b.key;
    };
    for (auto member = map.members.begin(); member != map.members.end(); ++member) {
        const auto first = std::find_if(map.members.begin(), member,
                                        [&](const YamlMember &m) { return same(m, *member); });
        if (first != member)
            complain(member->place,
                     quoted(member->key) + " stands twice: first on line "
                         + std::to_string(first->place.line));
    }
    return true;
}

bool MappingChecks::hasOnly(const YamlNode &map, std::string_view what, Keys keys)
{
    if (!hasKeysOnce(map, what, false))
        return false;
    for (const YamlMember &member : map.members) {
        if (std::find(keys.begin(), keys.end(), member.key) == keys.end())
            complain(member.place,
                     quoted(member.key) + " is no key of " + std::string{what} + ": those are "
                         + listed(keys));
    }
    return true;
}

const YamlMember *MappingChecks::find(const YamlNode &map, std::string_view key)
{
    const auto found = std::find_if(map.members.begin(), map.members.end(),
                                    [key](const YamlMember &member) { return member.key == key; });
    return found == map.members.end() ? nullptr : &*found;
}

std::string MappingChecks::text(const YamlNode &value, std::string_view what)
{
    const bool fine = value.form == YamlNode::Form::Text && !value.text.empty();
    if (!fine)
        complain(value.place,
                 std::string{what} + " must be a text, and this is "
                     + (value.form == YamlNode::Form::Text ? "an empty one"
                                                           : std::string{formName(value.form)}));
    return fine ? value.text : std::string{};
}

std::vector<const YamlNode *> MappingChecks::texts(const YamlNode &value, std::string_view what)
{
    std::vector<const YamlNode *> found;
    if (value.form != YamlNode::Form::List) {
        if (!text(value, what).empty())
            found.push_back(&value);
        return found;
    }
    if (value.items.empty())
        complain(value.place, std::string{what} + " is an empty list");
    for (const YamlNode &item : value.items) {
        if (!text(item, what).empty())
            found.push_back(&item);
    }
    return found;
}

std::string MappingChecks::pointer(const YamlNode &value, std::string_view what, bool mayStar)
{
    std::string pointer = text(value, what);
    const std::string_view fault
        = pointer.empty() ? std::string_view{} : pointerFault(pointer, mayStar);
    if (!fault.empty())
        complain(value.place, quoted(pointer) + " is no JSON pointer: " + std::string{fault});
    return pointer;
}

std::string MappingChecks::pointers(const YamlNode &value, std::string_view what)
{
    std::string joined;
    for (const YamlNode *one : texts(value, what))
        joined.append(joined.empty() ? "" : " ").append(pointer(*one, what));
    return joined;
}

std::size_t MappingChecks::word(const YamlNode &value, std::string_view what, Keys words)
{
    const std::string said = text(value, what);
    const auto found = std::find(words.begin(), words.end(), said);
    if (found == words.end() && !said.empty())
        complain(value.place,
                 quoted(said) + " is no " + std::string{what} + ": those are " + listed(words));
    return static_cast<std::size_t>(found - words.begin());
}

std::variant<MappingForm, std::vector<MappingError>> readMapping(std::string_view text)
{
    const auto tree = readYaml(text);
    if (const auto *error = std::get_if<MappingError>(&tree))
        return std::vector{*error};
    MappingChecks checks;
    MappingForm form = readForm(std::get<YamlNode>(tree), checks);
    std::vector<MappingError> errors = std::move(checks).errors();
    if (!errors.empty())
        return errors;
    return form;
}

} // namespace sightglass
