/** The generator of realistic Segment raw logs, and of the truth about them. */
package sparkjoy.generate;
