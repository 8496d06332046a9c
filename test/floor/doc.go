// Package floor plays a simulated centre, with every fault of its streams, through the doors to the live board, and holds the
// board second by second against what the simulator itself knows.
package floor
