// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/picture.h"
#include "model/vocabulary/vocabulary.h"

#include <QString>
#include <QStringList>

#include <span>
#include <string_view>

class QCommandLineParser;

namespace sightglass {

/// design.md §6: what a process that was asked for an answer says with its exit status.
enum ExitStatus : int { kFine = 0, kFindings = 1, kUsage = 2, kUnreadable = 3 };

/// How the program was started. Whoever shows something makes its QApplication of `argc` and
/// `argv`.
struct Invocation
{
    int &argc;
    char **argv;
    QStringList arguments; // what stands behind the subcommand's name
    const VocabularyList &vocabularies;
    std::span<const PictureFormat> pictures;
};

/// One subcommand: a file that reads its arguments, does it and gives the exit status.
struct Command
{
    std::string_view name; // empty: what is done when no subcommand is named
    std::string_view usage; // what stands behind the name, and a line on what it does
    int (*run)(const Invocation &);
};

/// Prints "sightglass: message" to standard error and returns the status.
int complain(ExitStatus status, const QString &message);

/// Prints to standard output. False when nobody takes it: the disk is full, the pipe is closed.
bool print(std::string_view text);

/// Takes the arguments apart; an unknown option, or one without its value, is told and gives false.
[[nodiscard]] bool parseArguments(QCommandLineParser &parser, const QStringList &arguments);

int runRecord(const Invocation &invocation);
int runReport(const Invocation &invocation);
int runRender(const Invocation &invocation);
int runSearch(const Invocation &invocation);
int runVocabularies(const Invocation &invocation);
/// Of a build without a window: says so.
int runNothing(const Invocation &invocation);

} // namespace sightglass
