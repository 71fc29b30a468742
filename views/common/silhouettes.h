// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/words.h"

#include <QPainterPath>
#include <QRectF>

namespace sightglass {

/// The outline by which a kind is known in one colour, in a square (ux.md §4.5).
[[nodiscard]] QPainterPath silhouette(Kind kind, const QRectF &square);

} // namespace sightglass
