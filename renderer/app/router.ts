import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router'
import { features } from './features'

/** The places of the app, each feature under its own id. */
export function createAppRouter(): Router {
  const routes = features.flatMap(feature =>
    feature.routes.map((route): RouteRecordRaw => ({ ...route, path: `/${feature.id}${route.path}` })),
  )
  return createRouter({
    history: createWebHashHistory(),
    routes: [...routes, { path: '/:rest(.*)*', redirect: '/drafts' }],
  })
}
