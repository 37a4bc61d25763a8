"use strict";

// Shows /openapi.json as a page. Everything from the document is set as text, never as HTML.

/** An address seen from where everything is mounted. */
function at(path) {
  return new URL(path, document.baseURI);
}

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function schemaName(holder) {
  const schema = holder?.content && Object.values(holder.content)[0].schema;
  const reference = schema?.$ref ?? schema?.items?.$ref;
  const name = reference?.split("/").pop();
  return name && (schema.items ? `list of ${name}` : name);
}

function operationDetails(method, path, operation) {
  const rows = operation.parameters.map((parameter) =>
    element("tr", "", element("td", "", element("code", parameter.name)), element("td", parameter.in), element("td", parameter.description ?? "")));
  const takes = schemaName(operation.requestBody);
  if (takes) rows.push(element("tr", "", element("td", "body"), element("td", takes)));
  for (const [status, response] of Object.entries(operation.responses)) {
    rows.push(element("tr", "", element("td", status), element("td", schemaName(response) ?? ""), element("td", response.description)));
  }
  return element("details", "",
    element("summary", "", element("b", method.toUpperCase()), element("code", path), " ", operation.summary),
    element("table", "", ...rows));
}

function show(document_) {
  document.getElementById("login").hidden = true;
  document.getElementById("about").textContent = `${document_.info.title} ${document_.info.version}. ${document_.info.description}`;
  const operations = document.getElementById("operations");
  for (const [path, methods] of Object.entries(document_.paths)) {
    for (const [method, operation] of Object.entries(methods)) operations.append(operationDetails(method, path, operation));
  }
  document.getElementById("schemas-title").hidden = false;
  for (const [name, schema] of Object.entries(document_.components.schemas)) {
    document.getElementById("schemas").append(
      element("details", "", element("summary", name), element("pre", JSON.stringify(schema, null, 2))));
  }
}

async function load() {
  const response = await fetch(at("openapi.json"));
  if (response.ok) return show(await response.json());
  document.getElementById("login").hidden = false;
}

document.getElementById("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const response = await fetch(at("api/v1/session"), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token: document.getElementById("token").value.trim() }),
  });
  if (response.ok) return load();
  document.getElementById("login-why").textContent = "That token is not known here.";
});

load();
