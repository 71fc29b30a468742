// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/hash_index.h"
#include "model/base/same_text.h"
#include "model/base/strong_id.h"
#include "model/snapshot/table.h"

#include <array>
#include <memory>
#include <string_view>
#include <vector>

namespace sightglass {

struct TextColumns
{
    Column<const char *> begin;
    Column<std::uint32_t> size;
};

/// Texts of a snapshot: UTF-8, immutable, readable by any thread.
/// LIFETIME: views live as long as any FrozenTexts of the same pool.
class FrozenTexts
{
public:
    FrozenTexts() = default;

    /// Empty for the null id.
    [[nodiscard]] std::string_view operator[](TextId id) const
    {
        if (id.isNull())
            return {};
        const TextColumns &chunk = m_table.chunk(id.row());
        return {chunk.begin[id.row() % kChunkRows], chunk.size[id.row() % kChunkRows]};
    }
    [[nodiscard]] std::uint32_t size() const { return m_table.size(); }
    /// What the texts take, without their table.
    [[nodiscard]] std::size_t bytes() const;

private:
    friend class TextPool;
    struct Block
    {
        std::shared_ptr<char[]> bytes;
        std::size_t size;
    };
    using Blocks = std::vector<Block>;

    FrozenTable<TextColumns> m_table;
    std::shared_ptr<const Blocks> m_blocks; // keeps the bytes alive
};

/// Stores texts in blocks that never move. Rows then hold four bytes and stay trivially copyable.
/// THREAD: one writer.
class TextPool
{
public:
    /// The same text gives the same id. COST: of a text that was interned a moment ago no look-up.
    TextId intern(std::string_view text);
    /// The same, when it is likely to have that id.
    TextId intern(std::string_view text, TextId likely)
    {
        return isSame(operator[](likely), text) ? likely : intern(text);
    }
    /// A new id each time: for texts that hardly ever repeat, such as event ids. The empty text has
    /// the null id.
    TextId append(std::string_view text);

    [[nodiscard]] std::string_view operator[](TextId id) const
    {
        if (id.isNull())
            return {};
        return {m_table.get(&TextColumns::begin, id.row()),
                m_table.get(&TextColumns::size, id.row())};
    }
    [[nodiscard]] FrozenTexts freeze();

    /// A generation ends: the texts whose rows are not `needed` are freed, their ids are never
    /// given again. The others keep theirs; where few of a block stay, they move. COST: linear in
    /// the texts. REQUIRES: needed.size() == size()
    void keepOnly(const std::vector<bool> &needed);
    [[nodiscard]] std::uint32_t size() const { return m_table.size(); }
    /// What the texts, their table and their index take.
    [[nodiscard]] std::size_t bytes() const;

private:
    /// A text that was interned lately; a source's next event is likely to have it, too.
    struct Recent
    {
        std::string_view text;
        TextId id;
    };

    char *room(std::size_t size);
    TextId lookUp(std::string_view text);
    void moveFrom(const std::vector<bool> &sparse, const FrozenTexts::Blocks &blocks);

    GrowingTable<TextColumns> m_table;
    HashIndex<VerifiedEntry> m_ids; // of interned texts
    std::array<Recent, 256> m_recent; // by their ends and sizes
    std::shared_ptr<FrozenTexts::Blocks> m_blocks = std::make_shared<FrozenTexts::Blocks>();
    bool m_blocksShared = false;
    char *m_free = nullptr;
    std::size_t m_left = 0;
};

} // namespace sightglass
