// Formal beside Conversational: each difference can be heard, from a little before it to a little behind.

import { keepLooking } from "./player/current.js";
import "./player/stretch.js";

keepLooking();
