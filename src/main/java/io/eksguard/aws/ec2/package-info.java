/// EC2: the endpoints through which agents send what they see.
@NullMarked
package io.eksguard.aws.ec2;

import org.jspecify.annotations.NullMarked;
