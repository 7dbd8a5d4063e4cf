import "@seatbook/widgets/define";
import "@seatbook/widgets/vue";
import { createApp } from "vue";
import Settings from "./Settings.vue";

createApp(Settings).mount("main");
