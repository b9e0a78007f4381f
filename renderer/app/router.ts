import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { features } from './features'

/** The places of the app, each feature under its own id. */
export function createAppRouter(): Router {
  const routes = features.flatMap(feature =>
    feature.routes.map((route): RouteRecordRaw => ({ ...route, path: `/${feature.id}${route.path}` })),
  )
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      ...routes,
      { path: '/', component: { render: () => null }, beforeEnter: startAddress },
      { path: '/:rest(.*)*', redirect: '/' },
    ],
  })
}

async function startAddress(): Promise<string> {
  for (const { start } of features) {
    const address = (await start?.()) ?? null
    if (address !== null) return address
  }
  return '/drafts'
}
