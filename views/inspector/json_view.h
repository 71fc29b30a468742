// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"

#include <string>

class QLabel;
class QPlainTextEdit;

namespace sightglass {

/// Lines for a text widget: cut where they are longer than Qt lays out in linear time, and after a
/// limit that is told. Pretty: one member a line, two blanks a level. Hostile text is shown as
/// marks.
[[nodiscard]] QString jsonLines(const std::string &json, bool pretty, bool &cut);

/// A record as JSON, pretty or as received. Copy gives the bytes as received, whole.
class JsonView final : public QWidget
{
    Q_OBJECT
public:
    explicit JsonView(Theme &theme, QWidget *parent = nullptr);

    void show(const std::string &bytes);

private:
    void fill();

    QPlainTextEdit *m_text;
    QLabel *m_note;
    std::string m_bytes;
    bool m_pretty = true;
};

} // namespace sightglass
