import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";
import { backend } from "../support/backend.ts";

/** The tags with a dash are custom elements, and no components of Vue. */
const isCustomElement = (tag: string) => tag.includes("-");

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } }), backend()],
});
