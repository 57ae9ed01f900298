/**
 * Named moments at which a server process is killed, found in what it does with files: the server's JVM runs with {@link
 * io.millrace.campaign.point.PointsProvider} as its file system ({@code -Djava.nio.file.spi.DefaultFileSystemProvider}), which
 * passes everything on and tells {@link io.millrace.campaign.point.Fuse}. So the product has no hook for it. {@link
 * io.millrace.campaign.point.PointControl} is the campaign's end. Imports nothing of ours.
 */
@NullMarked
package io.millrace.campaign.point;

import org.jspecify.annotations.NullMarked;
