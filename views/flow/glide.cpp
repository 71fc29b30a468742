// SPDX-License-Identifier: Apache-2.0
#include "views/flow/glide.h"

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

constexpr int kMilliseconds = 180;
constexpr int kFrame = 16;

} // namespace

Glide::Glide(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(kFrame);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_since.elapsed() >= kMilliseconds)
            m_timer.stop();
        Q_EMIT moved();
    });
}

void Glide::begin(std::vector<Path> nodes, const QPointF &offsetFrom, const QPointF &offsetTo)
{
    m_nodes = std::move(nodes);
    m_offsetFrom = offsetFrom;
    m_offsetTo = offsetTo;
    m_since.start();
    m_timer.start();
}

double Glide::progress() const
{
    if (!m_timer.isActive())
        return 1;
    const double left
        = 1 - std::min(1.0, static_cast<double>(m_since.elapsed()) / double{kMilliseconds});
    return 1 - left * left * left;
}

} // namespace sightglass
