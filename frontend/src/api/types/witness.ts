// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { Written } from './handout';

/** A CosignAnswer agrees to cosign a checkpoint. */
export interface CosignAnswer {
  token: string;
  /**
   * The name of the witness, needed if nobody cosigns here yet: 1 to 255 bytes without spaces
   * and "+".
   */
  name: string;
}

/**
 * A CosignRequest is a checkpoint of somebody else that may be cosigned: it continues what was
 * cosigned of its archive before.
 */
export interface CosignRequest {
  /** Identifies the checkpoint for Cosign. */
  token: string;
  /** Name without its folder. */
  file: string;
  /** The archive's name in what it signs: "daybook/" and its id. */
  origin: string;
  size: number;
  /** The public key that signed it. */
  key: string;
  /**
   * Nothing but the checkpoint says that this is the archive's key: it is the first of this
   * archive that is cosigned here.
   */
  claimed: boolean;
  /** This computer signs for the archive, too. */
  own: boolean;
  /** When the last one of this archive was cosigned, and its size; "" if none was. */
  before: string;
  beforeSize: number;
  /** The name of the witness here; "" if nobody cosigns here yet. */
  name: string;
  /** A name to propose then. */
  proposed: string;
}

/** A CosignedBy is a witness who cosigned a checkpoint. */
export interface CosignedBy {
  name: string;
  /** Eight digits of the key. */
  key: string;
  time: string;
}

/**
 * A CosignedCheckpoint is the largest checkpoint of the archive that witnesses cosigned and
 * that was taken back.
 */
export interface CosignedCheckpoint {
  size: number;
  /** It is of all events that the archive has in its tree now. */
  current: boolean;
  by: CosignedBy[];
}

/** A CosignedFile is a checkpoint that was cosigned and written to a file. */
export interface CosignedFile {
  written: Written;
  name: string;
  /** The public key of the witness, for the owner of the archive. */
  key: string;
}

/** A TakenCheckpoint is the result of taking a cosigned checkpoint back. */
export interface TakenCheckpoint {
  /** Name without its folder. */
  file: string;
  /**
   * Identifies the file for TrustWitness, if only witnesses cosigned it whom the archive does
   * not know; otherwise "".
   */
  token: string;
  size: number;
  /** The archive did not have it before. */
  fresh: boolean;
  by: CosignedBy[];
  /** Signatures that nobody here can check: "NAME, key ID". */
  others: string[];
}
