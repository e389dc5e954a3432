// Formal beside Conversational: each difference can be heard, from a little before it to a little behind.

import { keepLooking } from "./player/current.js";
import { playStretches } from "./player/stretch.js";

playStretches();
keepLooking();
