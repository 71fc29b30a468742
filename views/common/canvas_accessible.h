// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRect>
#include <QString>

#include <cstdint>
#include <vector>

namespace sightglass {

/// What a canvas paints, for those who do not see it: a widget that is one of these, too, has its
/// items in the accessible tree. Numbers are the canvas's own. THREAD: GUI.
class CanvasItems
{
public:
    CanvasItems() = default;
    CanvasItems(const CanvasItems &) = delete;
    CanvasItems &operator=(const CanvasItems &) = delete;
    virtual ~CanvasItems() = default;

    /// Who it is, while numbers change. REQUIRES: one of items()
    [[nodiscard]] virtual std::uint64_t itemIdentity(std::uint32_t item) const = 0;
    /// Those that are shown, in the order in which they are read out.
    [[nodiscard]] virtual std::vector<std::uint32_t> items() const = 0;
    /// "name, kind, state, …": never empty.
    [[nodiscard]] virtual QString itemName(std::uint32_t item) const = 0;
    [[nodiscard]] virtual QRect itemPlace(std::uint32_t item) const = 0; // in the widget
    [[nodiscard]] virtual bool isItemSelected(std::uint32_t item) const = 0;
    virtual void selectItem(std::uint32_t item) = 0;
};

/// Once in a program; harmless again.
void installCanvasAccessibility();

} // namespace sightglass
