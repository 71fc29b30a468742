// SPDX-License-Identifier: Apache-2.0
#include "app/registry/vocabularies.h"

#include "model/vocabulary/argo_events/argo_events.h"
#include "model/vocabulary/argo_workflows/argo_workflows.h"
#include "model/vocabulary/argocd/argocd.h"
#include "model/vocabulary/azure_devops/azure_devops.h"
#include "model/vocabulary/cdevents/cdevents.h"
#include "model/vocabulary/cdflow/cdflow.h"
#include "model/vocabulary/circleci/circleci.h"
#include "model/vocabulary/cloudevents/cloudevents.h"
#include "model/vocabulary/codefresh/codefresh.h"
#include "model/vocabulary/eiffel/eiffel.h"
#include "model/vocabulary/flagger/flagger.h"
#include "model/vocabulary/gerrit/gerrit.h"
#include "model/vocabulary/gitea/gitea.h"
#include "model/vocabulary/github/github.h"
#include "model/vocabulary/gitlab/gitlab.h"
#include "model/vocabulary/harness/harness.h"
#include "model/vocabulary/jenkins/jenkins.h"
#include "model/vocabulary/jfrog/jfrog.h"
#include "model/vocabulary/keptn/keptn.h"
#include "model/vocabulary/opentelemetry/opentelemetry.h"
#include "model/vocabulary/ortelius/ortelius.h"
#include "model/vocabulary/spinnaker/spinnaker.h"
#include "model/vocabulary/tekton/tekton.h"

namespace sightglass {

// First asked first; the last one takes every CloudEvent that is left.
VocabularyList makeVocabularies()
{
    VocabularyList list;
    list.push_back(makeCdEvents());
    list.push_back(makeEiffel());
    list.push_back(makeTekton());
    list.push_back(makeKeptn());
    list.push_back(makeCdFlow());
    list.push_back(makeSpinnaker());
    list.push_back(makeGithub());
    list.push_back(makeGitea());
    list.push_back(makeArgoEvents());
    list.push_back(makeArgoWorkflows());
    list.push_back(makeArgoCd());
    list.push_back(makeFlagger());
    list.push_back(makeGitlab());
    list.push_back(makeCircleci());
    list.push_back(makeHarness());
    list.push_back(makeAzureDevops());
    list.push_back(makeOpenTelemetry());
    list.push_back(makeGerrit());
    list.push_back(makeJenkins());
    list.push_back(makeOrtelius());
    list.push_back(makeJfrog());
    list.push_back(makeCodefresh());
    list.push_back(makeCloudEvents());
    return list;
}

} // namespace sightglass
