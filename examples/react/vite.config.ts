import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { backend } from "../support/backend.ts";

export default defineConfig({
  plugins: [react(), backend()],
  build: { rolldownOptions: { input: ["index.html", "elements.html"] } },
});
