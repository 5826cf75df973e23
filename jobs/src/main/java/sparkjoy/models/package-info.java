/** The model graph: what is known of each model, read from where it is declared, with evidence for each relation. */
package sparkjoy.models;
