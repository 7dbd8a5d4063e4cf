import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { backend } from "../support/backend.ts";

export default defineConfig({
  plugins: [svelte(), backend()],
});
