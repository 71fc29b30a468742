// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/rejection.h"
#include "model/base/same_text.h"
#include "model/json/block.h"
#include "model/json/unescape.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass::json {

class CanonicalWriter;
class Document;
class Value;
struct Member;

enum class Type : std::uint8_t { Missing, Null, Boolean, Number, String, Array, Object };

/// The name of a member that is looked up, and which of 64 bits it has: by its size and its ends,
/// in which names differ most. Of a literal or in a table the bit is known at compile time.
class MemberName
{
public:
    // NOLINTNEXTLINE(google-explicit-constructor): a name is a text
    constexpr MemberName(const char *text)
        : MemberName(std::string_view{text})
    { }
    // NOLINTNEXTLINE(google-explicit-constructor)
    constexpr MemberName(std::string_view text)
        : m_text(text)
        , m_bit(bitOf(text))
    { }
    // NOLINTNEXTLINE(google-explicit-constructor)
    MemberName(const std::string &text)
        : MemberName(std::string_view{text})
    { }
    [[nodiscard]] constexpr std::string_view text() const { return m_text; }
    [[nodiscard]] constexpr bool empty() const { return m_text.empty(); }
    [[nodiscard]] constexpr std::uint32_t bit() const { return m_bit; }

    /// The factors keep the members of CloudEvents and CDEvents apart.
    [[nodiscard]] static constexpr std::uint32_t bitOf(std::string_view name)
    {
        if (name.empty())
            return 0;
        const auto at = [name](std::size_t i) -> std::uint32_t {
            return static_cast<unsigned char>(name[i]);
        };
        const std::size_t size = name.size();
        return (at(0) * 21 + at(size / 2) * 59 + at(size - 1) * 42
                + static_cast<std::uint32_t>(size) * 10)
            % 64;
    }

private:
    std::string_view m_text;
    std::uint32_t m_bit;
};

/// The bits that the names of an object's members have. What has no bit is not there.
class NameBits
{
public:
    /// Of that object's members, and of no other's; none if it is no object.
    void read(Value object);
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] bool mayHave(const MemberName &name) const { return m_seen >> name.bit() & 1; }
    /// Whether several names have its bit, so that placeOf() does not serve.
    [[nodiscard]] bool isShared(const MemberName &name) const { return m_shared >> name.bit() & 1; }
    [[nodiscard]] bool hasShared() const { return m_shared != 0; }
    /// REQUIRES: mayHave(name) and not isShared(name)
    [[nodiscard]] std::uint32_t placeOf(const MemberName &name) const
    {
        return m_places[name.bit()];
    }

    NameBits() { } // NOLINT(modernize-use-equals-default): that would clear the places

private:
    std::size_t m_count = 0;
    std::uint64_t m_seen = 0;
    std::uint64_t m_shared = 0;
    std::array<std::uint32_t, 64> m_places; // of those that are seen
};

/// A place in a parsed document: two words, cheap to copy. A value that is not there is Missing and
/// may be asked anything; so a path of lookups needs no check on the way.
/// LIFETIME: of the Document, until its next parse().
class Value
{
public:
    Value() = default;

    [[nodiscard]] Type type() const;
    [[nodiscard]] bool exists() const { return m_document != nullptr; }
    [[nodiscard]] bool isString() const { return type() == Type::String; }
    [[nodiscard]] bool isObject() const { return type() == Type::Object; }
    [[nodiscard]] bool isArray() const { return type() == Type::Array; }
    [[nodiscard]] bool isNull() const { return type() == Type::Null; }
    [[nodiscard]] inline bool isEmptyString() const;

    /// The bytes as they were written, quotes and brackets included, no white space around.
    [[nodiscard]] std::string_view raw() const;
    /// Byte of the document at which the value starts.
    [[nodiscard]] std::size_t position() const;
    /// The text of a string, unescaped (a lone surrogate becomes U+FFFD); empty if it is not a
    /// string.
    [[nodiscard]] inline std::string_view string() const;
    /// The text of a string, or nothing if it is not one.
    [[nodiscard]] std::optional<std::string_view> text() const;
    /// An integer that fits and is written without fraction or exponent.
    [[nodiscard]] std::optional<std::int64_t> integer() const;
    [[nodiscard]] bool boolean() const;

    /// The first member of that name. COST: linear in the members, whose values are stepped over;
    /// of the root one look, as a rule.
    [[nodiscard]] Value operator[](std::string_view name) const
    {
        return m_document ? member(name) : Value{};
    }
    /// Under an RFC 6901 pointer.
    [[nodiscard]] Value at(std::string_view pointer) const;
    /// Under one step of such a pointer, escapes undone: a member, or an element by its number.
    [[nodiscard]] Value step(std::string_view name) const;

    class MemberRange;
    class ElementRange;
    /// The member of that name that stands at the position() of an iterator of members(); Missing
    /// when another does. COST: constant.
    [[nodiscard]] inline Value memberAt(std::uint32_t position, std::string_view name) const;
    /// The same as operator[], without an index of the root.
    [[nodiscard]] Value find(std::string_view name) const;
    /// Of the root, if it is an object and this is it; else null. COST: one walk a document.
    [[nodiscard]] const NameBits *rootNames() const;
    /// Members in the order in which they were written, repeated names included; none if not an
    /// object.
    [[nodiscard]] MemberRange members() const;
    /// None if not an array.
    [[nodiscard]] ElementRange elements() const;

private:
    friend class CanonicalWriter;
    friend class Document;
    friend class NameBits;
    Value(const Document *document, std::uint32_t index)
        : m_document(document)
        , m_index(index)
    { }
    /// REQUIRES: exists()
    [[nodiscard]] Value member(std::string_view name) const;

    const Document *m_document = nullptr;
    std::uint32_t m_index = 0;
};

struct Member
{
    std::string_view name; // unescaped
    Value value;
};

/// One JSON text, validated whole by RFC 8259 and the limits, then read in place.
/// simdjson's stage 1 finds and checks the structure of strings and UTF-8, one own walk the
/// grammar, numbers, escapes and limits. Numbers stay as written; 1e999 and lone surrogates are
/// valid.
class Document
{
public:
    /// Empty when `text` is one valid JSON text. REQUIRES: text stays as it is while Values are
    /// used. COST: one pass of simdjson and one own; no allocation once the document has seen a
    /// text of this size.
    [[nodiscard]] std::optional<Rejection> parse(std::string_view text);
    /// The same of a text that lies in an indexed block. COST: the own pass alone.
    [[nodiscard]] std::optional<Rejection> parse(std::string_view text, Block &block);

    /// REQUIRES: parse() succeeded.
    [[nodiscard]] Value root() const { return {this, 0}; }
    [[nodiscard]] std::string_view text() const { return m_text; }

    /// What the last parse() met that is valid but odd.
    [[nodiscard]] bool hasLoneSurrogate() const { return m_loneSurrogate; }
    [[nodiscard]] bool hasOddNumber() const { return m_oddNumber; }
    [[nodiscard]] bool hasEscapes() const { return m_escapesEnd != nullptr; }
    /// How many bytes the first complete value takes, when the text begins with one (also when
    /// parse() failed with Trailing); 0 otherwise.
    [[nodiscard]] std::size_t firstValueSize() const { return m_firstValueSize; }

private:
    friend class CanonicalWriter;
    friend class NameBits;
    friend class Value;
    class Validator;

    void reset(std::string_view text);
    [[nodiscard]] std::optional<Rejection> walk(Block &block);
    [[nodiscard]] std::size_t endOfFirst(std::uint32_t behind, std::uint32_t limit) const;

    [[nodiscard]] char charAt(std::uint32_t index) const { return m_base[m_places[index]]; }
    [[nodiscard]] std::string_view unescaped(std::string_view quotedText) const
    {
        const bool plain = quotedText.data() >= m_escapesEnd
            || quotedText.data() + quotedText.size() <= m_escapesBegin;
        return plain ? quotedText : withoutEscapes(quotedText);
    }
    [[nodiscard]] std::string_view withoutEscapes(std::string_view quotedText) const;
    /// The text between the quotes of a string, as written.
    [[nodiscard]] std::string_view quotedAt(std::uint32_t index) const
    {
        const char *const begin = m_base + m_places[index] + 1;
        const char *end = m_base + m_places[index + 1] - 1; // only white space may follow the quote
        while (*end != '"')
            --end;
        return {begin, static_cast<std::size_t>(end - begin)};
    }
    /// Of the member whose name stands at an index.
    [[nodiscard]] std::string_view nameAt(std::uint32_t index) const
    {
        return unescaped(quotedAt(index));
    }
    /// Whether that of the member at an index is this one.
    [[nodiscard]] bool isNamed(std::uint32_t index, std::string_view name) const
    {
        const char *const begin = m_base + m_places[index] + 1;
        const char *const colon = m_base + m_places[index + 1];
        if (begin < m_escapesEnd && colon > m_escapesBegin)
            return isSame(nameAt(index), name);
        return begin + name.size() < colon && begin[name.size()] == '"'
            && isSame({begin, name.size()}, name);
    }
    /// Index of the next member's name behind that at `index`; behind the closing bracket if that
    /// was the last. So it is with the elements of arrays.
    [[nodiscard]] std::uint32_t behindMember(std::uint32_t index) const
    {
        return behindValue(index + 2) + 1;
    }
    /// Index of the first member or element; behind the closing bracket if there is none.
    [[nodiscard]] std::uint32_t firstWithin(std::uint32_t index) const
    {
        return index + 1 + (index + 2 == m_next[index] ? 1 : 0);
    }
    /// A scalar; of a string with its quotes.
    [[nodiscard]] std::string_view scalarAt(std::uint32_t index) const
    {
        const char *const begin = m_base + m_places[index];
        const char *end = std::min(m_base + m_places[index + 1], m_text.data() + m_text.size());
        while (isBlank(end[-1])) // nothing else lies between it and what follows
            --end;
        return {begin, static_cast<std::size_t>(end - begin)};
    }
    [[nodiscard]] std::uint32_t behindValue(std::uint32_t index) const
    {
        const char c = charAt(index);
        return c == '{' || c == '[' ? m_next[index] : index + 1;
    }

    std::string_view m_text;
    const char *m_base = nullptr; // where places are counted from
    const std::uint32_t *m_places = nullptr; // where the structurals stand; more stand behind
    std::vector<std::uint32_t> m_next; // index behind the object or array that starts at an index
    Block m_own; // when no other holds the text
    mutable std::deque<std::string> m_unescaped; // a deque: views into its strings stay
    mutable NameBits m_rootNames;
    mutable bool m_hasRootNames = false; // once one was asked for
    std::size_t m_firstValueSize = 0;
    const char *m_escapesBegin = nullptr; // the first backslash
    const char *m_escapesEnd = nullptr; // behind the last; null when there is none
    bool m_loneSurrogate = false;
    bool m_oddNumber = false;
};

inline Type Value::type() const
{
    if (!m_document)
        return Type::Missing;
    switch (m_document->charAt(m_index)) {
    case '{':
        return Type::Object;
    case '[':
        return Type::Array;
    case '"':
        return Type::String;
    case 't':
    case 'f':
        return Type::Boolean;
    case 'n':
        return Type::Null;
    default:
        return Type::Number;
    }
}

inline bool Value::isEmptyString() const
{
    return isString() && m_document->quotedAt(m_index).empty();
}

inline Value Value::memberAt(std::uint32_t position, std::string_view name) const
{
    return m_document->isNamed(position, name) ? Value{m_document, position + 2} : Value{};
}

inline std::string_view Value::string() const
{
    return isString() ? m_document->unescaped(m_document->quotedAt(m_index)) : std::string_view{};
}

class Value::MemberRange
{
public:
    class Iterator
    {
    public:
        [[nodiscard]] Member operator*() const
        {
            return {m_document->nameAt(m_index), Value{m_document, m_index + 2}};
        }
        Iterator &operator++()
        {
            m_index = m_document->behindMember(m_index);
            return *this;
        }
        [[nodiscard]] bool operator!=(const Iterator &other) const
        {
            return m_index != other.m_index;
        }
        [[nodiscard]] std::uint32_t position() const { return m_index; }

    private:
        friend class MemberRange;
        Iterator(const Document *document, std::uint32_t index)
            : m_document(document)
            , m_index(index)
        { }
        const Document *m_document;
        std::uint32_t m_index; // of the name
    };
    [[nodiscard]] Iterator begin() const { return {m_document, m_begin}; }
    [[nodiscard]] Iterator end() const { return {m_document, m_end}; }

private:
    friend class Value;
    const Document *m_document = nullptr;
    std::uint32_t m_begin = 0;
    std::uint32_t m_end = 0;
};

class Value::ElementRange
{
public:
    class Iterator
    {
    public:
        [[nodiscard]] Value operator*() const { return {m_document, m_index}; }
        Iterator &operator++()
        {
            m_index = m_document->behindValue(m_index) + 1;
            return *this;
        }
        [[nodiscard]] bool operator!=(const Iterator &other) const
        {
            return m_index != other.m_index;
        }

    private:
        friend class ElementRange;
        Iterator(const Document *document, std::uint32_t index)
            : m_document(document)
            , m_index(index)
        { }
        const Document *m_document;
        std::uint32_t m_index;
    };
    [[nodiscard]] Iterator begin() const { return {m_document, m_begin}; }
    [[nodiscard]] Iterator end() const { return {m_document, m_end}; }

private:
    friend class Value;
    const Document *m_document = nullptr;
    std::uint32_t m_begin = 0;
    std::uint32_t m_end = 0;
};

} // namespace sightglass::json
