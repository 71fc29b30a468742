// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"
#include "model/vocabulary/mapping/mapping_files.h"
#include "views/common/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace sightglass {

/// What the window was asked for on the command line (design.md §6).
struct ShellOptions
{
    QStringList files; // files, folders or "-"; empty: the log, or at first run the demo
    bool demo = false;
    quint64 demoSeed = 7;
    bool replay = false; // from the start, playing
    std::optional<Timestamp> at; // paused there
    std::optional<Timestamp> freezeClock;
    bool animations = true;
    bool frameProbe = false; // says at the end where the time of frames went
    ThemeChoice theme = ThemeChoice::System;
    QSize size{1440, 900};
    QString screenshot; // renders, saves, exits
    QString dumpUi; // writes the tree of widgets, exits if there is no screenshot to take
    QString view; // object name of the view to show first
    QString record; // a file for what is received from the start on
    QString configDir; // everything the program writes goes below it; empty: the XDG folders
    MappingPlaces mappings; // of the user
    QString listenAddress = QStringLiteral("127.0.0.1");
    quint16 listenPort = 8473;
    bool listenMoves = true;
    quint64 memoryBudget = 0; // bytes that the process may take; 0: the usual
};

} // namespace sightglass
