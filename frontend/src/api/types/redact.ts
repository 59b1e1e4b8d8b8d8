// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/** An EventPart is a part of an event that can be left out of a bundle. */
export type EventPart = 'member' | 'description' | 'details';
