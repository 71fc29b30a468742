// SPDX-License-Identifier: Apache-2.0
#include "model/envelope/shared_buffers.h"

#include <mutex>
#include <vector>

namespace sightglass {
namespace {

constexpr std::size_t kMostUnused = 4;

} // namespace

struct SharedBuffers::Shelf
{
    std::size_t size;
    std::mutex mutex;
    std::vector<std::unique_ptr<char[]>> unused;
};

SharedBuffers::SharedBuffers(std::size_t size)
    : m_shelf(std::make_shared<Shelf>())
{
    m_shelf->size = size;
}

std::size_t SharedBuffers::size() const
{
    return m_shelf->size;
}

std::shared_ptr<char[]> SharedBuffers::take()
{
    std::unique_ptr<char[]> buffer;
    {
        const std::lock_guard lock{m_shelf->mutex};
        if (!m_shelf->unused.empty()) {
            buffer = std::move(m_shelf->unused.back());
            m_shelf->unused.pop_back();
        }
    }
    if (!buffer)
        buffer = std::make_unique_for_overwrite<char[]>(m_shelf->size);
    const auto putBack = [shelf = m_shelf](char *used) {
        std::unique_ptr<char[]> back{used};
        const std::lock_guard lock{shelf->mutex};
        if (shelf->unused.size() < kMostUnused)
            shelf->unused.push_back(std::move(back));
    };
    return {buffer.release(), putBack};
}

} // namespace sightglass
