// A receiver as the documentation of @octokit/webhooks and pg builds it: their middleware on Node's own server, a pool, a prepared
// statement. It verifies, and where TABLE is set it also stores one row before it answers.
import cluster from "node:cluster";
import { createServer } from "node:http";
import { Webhooks, createNodeMiddleware } from "@octokit/webhooks";
import pg from "pg";

const workers = Number(process.env.WORKERS);
const port = Number(process.env.PORT);

if (workers > 1 && cluster.isPrimary) {
  let listening = 0;
  cluster.on("listening", () => {
    listening += 1;
    if (listening === workers) {
      console.log("ready");
    }
  });
  // A worker that dies would halve the peer without anyone seeing it.
  cluster.on("exit", () => process.exit(1));
  process.on("SIGTERM", () => process.exit(0));
  for (let i = 0; i < workers; i += 1) {
    cluster.fork();
  }
} else {
  serve();
}

function serve() {
  const webhooks = new Webhooks({ secret: process.env.SECRET });
  if (process.env.TABLE) {
    webhooks.on("pull_request", store(process.env.TABLE));
  } else {
    webhooks.on("pull_request", () => {});
  }
  // Forged deliveries are part of the load; their refusals need no line each.
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const middleware = createNodeMiddleware(webhooks, { path: "/hooks", log });
  createServer(middleware).listen(port, "127.0.0.1", () => {
    if (workers <= 1) {
      console.log("ready");
    }
  });
}

function store(table) {
  const pool = new pg.Pool({ max: Number(process.env.POOL), idleTimeoutMillis: 0 });
  const text = `insert into ${table} (id, event, action, repository_id, number, additions, deletions, changed_files, received_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, now()) on conflict (id) do nothing`;
  return async ({ id, name, payload }) => {
    const pull = payload.pull_request;
    await pool.query({
      name: "store",
      text,
      values: [
        id,
        name,
        payload.action,
        payload.repository.id,
        pull.number,
        pull.additions,
        pull.deletions,
        pull.changed_files,
      ],
    });
  };
}
