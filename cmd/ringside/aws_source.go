package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/awsaccess"
	"github.com/ringside/ringside/internal/stack"
)

// fromStack adds what a stack has to be read to what the flags name, and gives the instances with its own.
func (f *namedSources) fromStack(ctx context.Context, instances []string) ([]string, error) {
	if f.AWSStack == "" {
		return instances, nil
	}
	clients, err := stack.Dial(ctx, f.access())
	if err != nil {
		return nil, err
	}
	found, err := clients.Sources(ctx, f.AWSStack)
	if err != nil {
		return nil, fmt.Errorf("--aws-stack: %w", err)
	}
	f.KinesisStream = slices.Concat(f.KinesisStream, found.Streams)
	f.SQSQueue = append(slices.Clone(f.SQSQueue), found.Queue)
	f.AWSRegion = cmp.Or(f.AWSRegion, awsaccess.RegionOf(found.Instance))
	if slices.Contains(instances, found.Instance) {
		return instances, nil
	}
	return append(slices.Clone(instances), found.Instance), nil
}
