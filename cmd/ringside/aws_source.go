package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ringside/ringside/internal/stack"
)

// fromStack adds what a stack has to be read, and its instance, to what the flags name.
func (c *serveCommand) fromStack(ctx context.Context) error {
	if c.AWSStack == "" {
		return nil
	}
	clients, err := stack.Dial(ctx, c.access())
	if err != nil {
		return err
	}
	found, err := clients.Sources(ctx, c.AWSStack)
	if err != nil {
		return fmt.Errorf("--aws-stack: %w", err)
	}
	c.KinesisStream = slices.Concat(c.KinesisStream, found.Streams)
	c.SQSQueue = append(slices.Clone(c.SQSQueue), found.Queue)
	if !slices.Contains(c.ConnectInstance, found.Instance) {
		c.ConnectInstance = append(slices.Clone(c.ConnectInstance), found.Instance)
	}
	c.AWSRegion = cmp.Or(c.AWSRegion, strings.SplitN(found.Instance+":::", ":", 5)[3])
	return nil
}
