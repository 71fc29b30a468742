// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

namespace sightglass {

/// Rows of a chunk: small enough to clone in a microsecond, large enough that a million rows is few
/// pointers.
inline constexpr std::uint32_t kChunkRows = 256;
/// Chunks of a page of the directory. Two levels, so that sealing costs one pointer per 65,536
/// rows.
inline constexpr std::uint32_t kPageChunks = 256;
inline constexpr std::uint32_t kPageRows = kChunkRows * kPageChunks;

template<typename T> using Column = std::array<T, kChunkRows>;

template<typename Columns>
using ChunkPage = std::array<std::shared_ptr<const Columns>, kPageChunks>;

/// What stands in the place of chunks that left a table: rows of zeros, so that a row's number
/// stays its own for ever, and reading one that is gone says nothing.
template<typename Columns> struct Dropped
{
    [[nodiscard]] static const std::shared_ptr<const Columns> &chunk()
    {
        static const std::shared_ptr<const Columns> kChunk = std::make_shared<Columns>();
        return kChunk;
    }
    [[nodiscard]] static const std::shared_ptr<ChunkPage<Columns>> &page()
    {
        static const std::shared_ptr<ChunkPage<Columns>> kPage = [] {
            auto page = std::make_shared<ChunkPage<Columns>>();
            page->fill(chunk());
            return page;
        }();
        return kPage;
    }
};

/// An immutable table whose chunks are structs of Columns. Copying it copies one pointer per page;
/// any thread may read it.
template<typename Columns> class FrozenTable
{
public:
    using Chunk = Columns;
    using Page = ChunkPage<Columns>;

    FrozenTable() = default;
    FrozenTable(std::vector<std::shared_ptr<const Page>> pages, std::uint32_t begin,
                std::uint32_t size)
        : m_pages(std::move(pages))
        , m_begin(begin)
        , m_size(size)
    { }

    /// Rows are [begin(), size()): those before begin() were dropped.
    [[nodiscard]] std::uint32_t begin() const noexcept { return m_begin; }
    [[nodiscard]] std::uint32_t size() const noexcept { return m_size; }
    /// Whether the row's chunk was dropped: its cells are zeros. REQUIRES: row < size()
    [[nodiscard]] bool isDropped(std::uint32_t row) const
    {
        return &chunk(row) == Dropped<Columns>::chunk().get();
    }

    /// One cell: table.get(&EventColumns::time, row). REQUIRES: row < size()
    template<typename T>
    [[nodiscard]] const T &get(Column<T> Columns::*column, std::uint32_t row) const
    {
        assert(row < m_size);
        return (chunk(row).*column)[row % kChunkRows];
    }

    /// The chunk that holds the row, for loops over many columns. REQUIRES: row < size()
    [[nodiscard]] const Columns &chunk(std::uint32_t row) const
    {
        return *(*m_pages[row / kPageRows])[row / kChunkRows % kPageChunks];
    }

private:
    std::vector<std::shared_ptr<const Page>> m_pages;
    std::uint32_t m_begin = 0;
    std::uint32_t m_size = 0;
};

/// Calls f(row) for each row of the table from `first` on whose chunk was not dropped, in order.
template<typename Table, typename F> void forEachRow(const Table &table, std::uint32_t first, F &&f)
{
    for (std::uint32_t row = std::max(first, table.begin()); row < table.size();) {
        const bool dropped = table.isDropped(row);
        const std::uint32_t end = std::min(table.size(), row - row % kChunkRows + kChunkRows);
        for (; !dropped && row < end; ++row)
            f(row);
        row = end;
    }
}
template<typename Table, typename F> void forEachRow(const Table &table, F &&f)
{
    forEachRow(table, 0, f);
}

/// The growing side of a FrozenTable. One thread owns it; freeze() may be called at any time.
/// A chunk is cloned at most once per freeze, and only if it is written to again.
template<typename Columns> class GrowingTable
{
    static_assert(std::is_trivially_copyable_v<Columns>,
                  "cloning and dropping a chunk must stay a memcpy");

public:
    [[nodiscard]] std::uint32_t begin() const noexcept { return m_begin; }
    [[nodiscard]] std::uint32_t size() const noexcept { return m_size; }
    [[nodiscard]] bool isDropped(std::uint32_t row) const
    {
        return &chunk(row) == Dropped<Columns>::chunk().get();
    }
    /// What its chunks take.
    [[nodiscard]] std::size_t bytes() const noexcept { return m_chunks * sizeof(Columns); }

    /// The first row has this number. REQUIRES: it is empty, and the number one of a chunk's first
    void startAt(std::uint32_t row)
    {
        assert(m_size == 0 && row % kChunkRows == 0);
        m_begin = m_size = row;
        const std::uint32_t pages = (row + kPageRows - 1) / kPageRows;
        m_pages.assign(pages, {Dropped<Columns>::page(), false});
        m_exclusive.assign(pages, {});
    }
    /// Rows before that leave, in whole chunks. COST: linear in what leaves.
    void dropBefore(std::uint32_t row)
    {
        row -= row % kChunkRows;
        for (std::uint32_t at = m_begin; at < row; at += kChunkRows)
            drop(at);
        m_begin = std::max(m_begin, row);
    }
    /// The chunk of the row leaves. REQUIRES: row < size()
    void drop(std::uint32_t row)
    {
        if (isDropped(row))
            return;
        --m_chunks;
        const std::uint32_t pageIndex = row / kPageRows;
        writablePage(row)[row / kChunkRows % kPageChunks] = Dropped<Columns>::chunk();
        m_exclusive[pageIndex][row / kChunkRows % kPageChunks] = false;
        const Page &page = *m_pages[pageIndex].page;
        if (page == *Dropped<Columns>::page())
            m_pages[pageIndex] = {Dropped<Columns>::page(), false};
    }

    /// Adds a row of zeros and returns its number.
    std::uint32_t append()
    {
        if (m_size % kPageRows == 0) {
            m_pages.push_back({std::make_shared<Page>(), true});
            m_exclusive.emplace_back();
        }
        if (m_size % kChunkRows == 0) {
            const std::uint32_t row = m_size;
            writablePage(row)[row / kChunkRows % kPageChunks] = std::make_shared<Columns>();
            m_exclusive[row / kPageRows][row / kChunkRows % kPageChunks] = true;
            ++m_chunks;
        }
        return m_size++;
    }

    template<typename T>
    [[nodiscard]] const T &get(Column<T> Columns::*column, std::uint32_t row) const
    {
        assert(row < m_size);
        return (chunk(row).*column)[row % kChunkRows];
    }

    /// The chunk that holds the row. REQUIRES: row < size()
    [[nodiscard]] const Columns &chunk(std::uint32_t row) const
    {
        return *(*m_pages[row / kPageRows].page)[row / kChunkRows % kPageChunks];
    }
    /// The same, to write many columns at once; cloned where a frozen table shares it.
    /// LIFETIME: until the next append() or freeze(). REQUIRES: row < size()
    [[nodiscard]] Columns &edit(std::uint32_t row) { return writable(row); }

    /// REQUIRES: row < size()
    template<typename T>
    void set(Column<T> Columns::*column, std::uint32_t row, std::type_identity_t<T> value)
    {
        assert(row < m_size);
        (writable(row).*column)[row % kChunkRows] = value;
    }

    [[nodiscard]] FrozenTable<Columns> freeze()
    {
        std::vector<std::shared_ptr<const typename FrozenTable<Columns>::Page>> pages;
        pages.reserve(m_pages.size());
        for (std::size_t i = 0; i < m_pages.size(); ++i) {
            if (m_pages[i].exclusive) {
                m_exclusive[i].fill(false);
                m_pages[i].exclusive = false;
            }
            pages.push_back(m_pages[i].page);
        }
        return {std::move(pages), m_begin, m_size};
    }

private:
    using Page = typename FrozenTable<Columns>::Page;
    struct Slot
    {
        std::shared_ptr<Page> page;
        bool exclusive; // nobody but us has seen the page since the last freeze
    };

    Page &writablePage(std::uint32_t row)
    {
        Slot &slot = m_pages[row / kPageRows];
        if (!slot.exclusive)
            slot = {std::make_shared<Page>(*slot.page), true};
        return *slot.page;
    }

    Columns &writable(std::uint32_t row)
    {
        const std::uint32_t pageIndex = row / kPageRows;
        const std::uint32_t chunkIndex = row / kChunkRows % kPageChunks;
        std::shared_ptr<const Columns> &chunk = writablePage(row)[chunkIndex];
        if (!m_exclusive[pageIndex][chunkIndex]) {
            m_chunks += chunk == Dropped<Columns>::chunk() ? 1 : 0;
            chunk = std::make_shared<Columns>(*chunk);
            m_exclusive[pageIndex][chunkIndex] = true;
        }
        return const_cast<Columns &>(*chunk); // made by make_shared<Columns>, and not shared yet
    }

    std::vector<Slot> m_pages;
    std::vector<std::array<bool, kPageChunks>>
        m_exclusive; // per chunk: cloned or made since the last freeze
    std::uint32_t m_begin = 0;
    std::uint32_t m_size = 0;
    std::size_t m_chunks = 0; // that are here
};

} // namespace sightglass
