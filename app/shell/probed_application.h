// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/context/frame_probe.h"

#include <QApplication>

namespace sightglass {

/// The application, which tells a probe about each task of the GUI thread: an event from its
/// delivery to the end of all that it caused at once.
class ProbedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    /// LIFETIME: until another one is set. Null: nobody measures.
    void setProbe(FrameProbe *probe) { m_probe = probe; }

    bool notify(QObject *receiver, QEvent *event) override;

private:
    FrameProbe *m_probe = nullptr;
    bool m_within = false; // a task: what it sends is part of it
};

} // namespace sightglass
