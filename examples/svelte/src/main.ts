import "@seatbook/widgets/define";
import "@seatbook/widgets/svelte";
import { mount } from "svelte";
import Settings from "./Settings.svelte";

const target = document.querySelector("main");
if (target) mount(Settings, { target });
