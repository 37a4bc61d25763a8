import { lazy } from "react";
import { Route, Routes } from "react-router";
import { Frame } from "../frame/Frame.tsx";
import { LiveProvider } from "../live/LiveProvider.tsx";
import { NotFoundPage } from "../pages/NotFoundPage.tsx";

const OverviewPage = lazy(() => import("../pages/overview/OverviewPage.tsx"));
const TestsPage = lazy(() => import("../pages/tests/TestsPage.tsx"));
const TestPage = lazy(() => import("../pages/test/TestPage.tsx"));
const EditorPage = lazy(() => import("../pages/editor/EditorPage.tsx"));
const ExecutionsPage = lazy(() => import("../pages/executions/ExecutionsPage.tsx"));
const ExecutionPage = lazy(() => import("../pages/execution/ExecutionPage.tsx"));
const IncidentsPage = lazy(() => import("../pages/incidents/IncidentsPage.tsx"));
const IncidentPage = lazy(() => import("../pages/incidents/IncidentPage.tsx"));
const EnginePage = lazy(() => import("../pages/engine/EnginePage.tsx"));

/** Every page and its address. Each is loaded when it is first gone to. */
export function Pages() {
  return (
    <LiveProvider>
      <Routes>
        <Route element={<Frame />}>
          <Route index element={<OverviewPage />} />
          <Route path="tests" element={<TestsPage />} />
          <Route path="tests/new" element={<EditorPage />} />
          <Route path="tests/:testId/edit" element={<EditorPage />} />
          <Route path="tests/:testId" element={<TestPage />} />
          <Route path="executions" element={<ExecutionsPage />} />
          <Route path="executions/:executionId" element={<ExecutionPage />} />
          <Route path="incidents" element={<IncidentsPage />} />
          <Route path="incidents/:incidentId" element={<IncidentPage />} />
          <Route path="stackstorm" element={<EnginePage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </LiveProvider>
  );
}
