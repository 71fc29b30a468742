// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace sightglass {

class MainWindow;

/// Fills the window's menu bar: every action with its shortcut (ux.md §5). Actions are owned by the
/// window.
void makeMenus(MainWindow &window);

/// The searchable list of all shortcuts, those of the menus and those of the views.
void showShortcuts(MainWindow &window);

/// What is understood of which vocabulary, beside the window; the same one again when it is open.
void showRosetta(MainWindow &window);

} // namespace sightglass
