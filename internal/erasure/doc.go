// Package erasure knows what has been erased, without keeping it, and what is left of a record then.
//
// Of an erased contact nothing stays: its records and contact events go whole, and where the records of others name it (the
// contacts of its journey, the agent events of those who took it) a pseudonym stands in the place of its ContactId. Journeys
// and agents' times are what they were, and nobody is told of. The pseudonym is derived by a key, so that a record that is
// delivered once more becomes the same bytes again, and one of the erased contact itself is known and refused. From the set
// alone, and from the pseudonyms, nobody learns an id.
//
// Source: Regulation (EU) 2016/679, Article 17; Personal Information Protection Act of Korea, Articles 21 and 36.
package erasure
