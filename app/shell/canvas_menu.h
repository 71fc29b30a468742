// SPDX-License-Identifier: Apache-2.0
#pragma once

class QMenu;

namespace sightglass {

class MainWindow;

/// What the keys of the picture in front do, for those who look for it in a menu (ux.md §5.2): each
/// entry stands for its key, and is grey where the view has no such thing. Which menu: that
/// function's name.
void addViewActions(MainWindow &window, QMenu &view);
void addGoActions(MainWindow &window, QMenu &go);
void addAnalyzeActions(MainWindow &window, QMenu &analyze);
void addEditActions(MainWindow &window, QMenu &edit);

} // namespace sightglass
