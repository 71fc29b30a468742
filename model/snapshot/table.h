// SPDX-License-Identifier: Apache-2.0
#pragma once

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

template<typename T> using Column = std::array<T, kChunkRows>;

/// An immutable table whose chunks are structs of Columns. Copying it copies one pointer per page;
/// any thread may read it.
template<typename Columns> class FrozenTable
{
public:
    using Chunk = Columns;
    using Page = std::array<std::shared_ptr<const Columns>, kPageChunks>;

    FrozenTable() = default;
    FrozenTable(std::vector<std::shared_ptr<const Page>> pages, std::uint32_t size)
        : m_pages(std::move(pages))
        , m_size(size)
    { }

    [[nodiscard]] std::uint32_t size() const noexcept { return m_size; }

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
        return *(*m_pages[row / (kChunkRows * kPageChunks)])[row / kChunkRows % kPageChunks];
    }

private:
    std::vector<std::shared_ptr<const Page>> m_pages;
    std::uint32_t m_size = 0;
};

/// The growing side of a FrozenTable. One thread owns it; freeze() may be called at any time.
/// A chunk is cloned at most once per freeze, and only if it is written to again.
template<typename Columns> class GrowingTable
{
    static_assert(std::is_trivially_copyable_v<Columns>,
                  "cloning and dropping a chunk must stay a memcpy");

public:
    [[nodiscard]] std::uint32_t size() const noexcept { return m_size; }

    /// Adds a row of zeros and returns its number.
    std::uint32_t append()
    {
        if (m_size % (kChunkRows * kPageChunks) == 0) {
            m_pages.push_back({std::make_shared<Page>(), true});
            m_exclusive.emplace_back();
        }
        if (m_size % kChunkRows == 0) {
            const std::uint32_t row = m_size;
            writablePage(row)[row / kChunkRows % kPageChunks] = std::make_shared<Columns>();
            m_exclusive[row / (kChunkRows * kPageChunks)][row / kChunkRows % kPageChunks] = true;
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
        return *(*m_pages[row / (kChunkRows * kPageChunks)].page)[row / kChunkRows % kPageChunks];
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
        return {std::move(pages), m_size};
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
        Slot &slot = m_pages[row / (kChunkRows * kPageChunks)];
        if (!slot.exclusive)
            slot = {std::make_shared<Page>(*slot.page), true};
        return *slot.page;
    }

    Columns &writable(std::uint32_t row)
    {
        const std::uint32_t pageIndex = row / (kChunkRows * kPageChunks);
        const std::uint32_t chunkIndex = row / kChunkRows % kPageChunks;
        std::shared_ptr<const Columns> &chunk = writablePage(row)[chunkIndex];
        if (!m_exclusive[pageIndex][chunkIndex]) {
            chunk = std::make_shared<Columns>(*chunk);
            m_exclusive[pageIndex][chunkIndex] = true;
        }
        return const_cast<Columns &>(*chunk); // made by make_shared<Columns>, and not shared yet
    }

    std::vector<Slot> m_pages;
    std::vector<std::array<bool, kPageChunks>>
        m_exclusive; // per chunk: cloned or made since the last freeze
    std::uint32_t m_size = 0;
};

} // namespace sightglass
