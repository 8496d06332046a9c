import { store } from './store'

/** How many parts of this window look at the agents of the live board. */
export const lookers = store(0)
