/** `joy init`: reads a sample of somebody's logs and writes the specification that fits them, with what it rests on. */
package sparkjoy.init;
