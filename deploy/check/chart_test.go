// Package check holds the chart to Helm itself, to the types of Kubernetes, and to ringside; the Terraform example to HCL and to the template
// of ringside. It is a module of its own: nothing of it is in
// ringside.
package check

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/lint"
	"helm.sh/helm/v3/pkg/lint/support"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/kubernetes/scheme"
)

const chart = "../helm/ringside"

// kubernetes is that of which the types are.
var kubernetes = &chartutil.KubeVersion{Version: "v1.34.0", Major: "1", Minor: "34"}

// least is what a release cannot do without.
func least() map[string]any {
	return map[string]any{
		"image": map[string]any{"repository": "registry.example.org/ringside"}, "publicURL": "https://ringside.example.org",
		"config": map[string]any{"trusted-proxy": []any{"10.0.3.0/24"}},
	}
}

// whole has every option.
func whole() map[string]any {
	return map[string]any{
		"image":            map[string]any{"repository": "registry.example.org/ringside", "tag": "v1", "pullPolicy": "Always"},
		"imagePullSecrets": []any{map[string]any{"name": "registry"}},
		"publicURL":        "https://ringside.example.org", "environmentFrom": "ringside-secrets", "filesFrom": "ringside-files",
		"config":         map[string]any{"trusted-proxy": []any{"10.0.3.0/24"}, "zone": "Asia/Seoul"},
		"serviceAccount": map[string]any{"annotations": map[string]any{"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/ringside"}},
		"storage":        map[string]any{"size": "100Gi", "className": "gp3"},
		"ingress":        map[string]any{"enabled": true, "className": "alb", "tlsSecret": "tls", "annotations": map[string]any{"a": "b"}},
		"nodeSelector":   map[string]any{"kubernetes.io/arch": "amd64"},
		"tolerations":    []any{map[string]any{"key": "a", "operator": "Exists"}},
		"affinity":       map[string]any{"nodeAffinity": map[string]any{}},
	}
}

// render is what helm template says, each document read strictly as its type: a field that there is none of is an error.
func render(t *testing.T, values map[string]any) []runtime.Object {
	t.Helper()
	loaded, err := loader.Load(chart)
	if err != nil {
		t.Fatal(err)
	}
	install := action.NewInstall(&action.Configuration{})
	install.DryRun, install.ClientOnly, install.ReleaseName, install.Namespace = true, true, "ringside", "contact-centre"
	install.KubeVersion = kubernetes
	release, err := install.Run(loaded, values)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(release.Info.Notes, "https://ringside.example.org") {
		t.Errorf("notes:\n%s", release.Info.Notes)
	}
	strict := serializer.NewCodecFactory(scheme.Scheme, serializer.EnableStrict).UniversalDeserializer()
	var objects []runtime.Object
	for _, document := range strings.Split(release.Manifest, "\n---\n") {
		object, _, err := strict.Decode([]byte(document), nil, nil)
		if err != nil {
			t.Fatalf("%v:\n%s", err, document)
		}
		objects = append(objects, object)
	}
	return objects
}

func find[T runtime.Object](t *testing.T, objects []runtime.Object) (found T) {
	t.Helper()
	for _, object := range objects {
		if is, yes := object.(T); yes {
			return is
		}
	}
	t.Fatalf("there is no %T", found)
	return found
}

func TestTheChartIsWhatHelmTakes(t *testing.T) {
	for name, values := range map[string]map[string]any{"least": least(), "whole": whole()} {
		result := lint.AllWithKubeVersion(chart, values, "contact-centre", kubernetes)
		for _, message := range result.Messages {
			if message.Severity > support.InfoSev {
				t.Errorf("%s: %v", name, message)
			}
		}
	}
}

func TestWhatCannotBeIsRefused(t *testing.T) {
	for name, change := range map[string]func(map[string]any){
		"no image":                     func(v map[string]any) { delete(v, "image") },
		"no address":                   func(v map[string]any) { delete(v, "publicURL") },
		"an address without TLS":       func(v map[string]any) { v["publicURL"] = "http://ringside.example.org" },
		"a port, which no ingress has": func(v map[string]any) { v["publicURL"] = "https://ringside.example.org:8443" },
		"nobody who speaks TLS":        func(v map[string]any) { delete(v, "config") },
		"no proxy at all":              func(v map[string]any) { setting(v, "trusted-proxy", []any{}) },
		"TLS that no probe speaks":     func(v map[string]any) { setting(v, "tls-cert", "/etc/ringside/files/tls.crt") },
		"a secret in the settings":     func(v map[string]any) { setting(v, "ingest-key", "k") },
		"another data folder":          func(v map[string]any) { setting(v, "data", "/elsewhere") },
		"a size that is none":          func(v map[string]any) { v["storage"] = map[string]any{"size": "1K"} },
		"a slip of the pen":            func(v map[string]any) { v["storage"] = map[string]any{"sise": "1Gi"} },
	} {
		loaded, err := loader.Load(chart)
		if err != nil {
			t.Fatal(err)
		}
		values := least()
		change(values)
		if _, err := chartutil.ToRenderValues(loaded, values, chartutil.ReleaseOptions{}, nil); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func setting(values map[string]any, name string, to any) {
	values["config"].(map[string]any)[name] = to
}

// A pod has no right that it does not need, and one of them has the data.
func TestAPodMayNothing(t *testing.T) {
	for _, values := range []map[string]any{least(), whole()} {
		set := find[*appsv1.StatefulSet](t, render(t, values))
		pod := set.Spec.Template.Spec
		container := pod.Containers[0]
		switch {
		case *set.Spec.Replicas != 1 || len(pod.Containers) != 1 || len(set.Spec.VolumeClaimTemplates) != 1:
			t.Error("more than one has the data")
		case !*pod.SecurityContext.RunAsNonRoot || *pod.SecurityContext.RunAsUser == 0 || pod.SecurityContext.SeccompProfile.Type != corev1.SeccompProfileTypeRuntimeDefault:
			t.Errorf("%+v", pod.SecurityContext)
		case *container.SecurityContext.AllowPrivilegeEscalation || !*container.SecurityContext.ReadOnlyRootFilesystem || container.SecurityContext.Capabilities.Drop[0] != "ALL":
			t.Errorf("%+v", container.SecurityContext)
		case *pod.AutomountServiceAccountToken:
			t.Error("it may speak to Kubernetes")
		}
	}
}

// RINGSIDE_BINARY starts by what the chart has written, but for the folder, and is ready as the probe asks.
func TestRingsideStartsByTheChartsSettings(t *testing.T) {
	binary := os.Getenv("RINGSIDE_BINARY")
	if binary == "" {
		t.Skip("left out: a start by the chart's settings, which RINGSIDE_BINARY has to name (make deployed builds it)")
	}
	for name, values := range map[string]map[string]any{"least": least(), "whole": whole()} {
		t.Run(name, func(t *testing.T) {
			starts(t, binary, find[*corev1.ConfigMap](t, render(t, values)).Data["ringside.yaml"])
		})
	}
}

func starts(t *testing.T, binary, settings string) {
	t.Helper()
	folder := t.TempDir()
	for from, to := range map[string]string{"data: /data": "data: " + folder + "/data", "listen: 0.0.0.0:8080": "listen: 127.0.0.1:0"} {
		if !strings.Contains(settings, from) {
			t.Fatalf("%q is not in\n%s", from, settings)
		}
		settings = strings.Replace(settings, from, to, 1)
	}
	file := filepath.Join(folder, "ringside.yaml")
	if err := os.WriteFile(file, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary, "serve", "--config", file)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 200)
	n, _ := out.Read(said) // nothing is said by one that does not start
	_ = cmd.Process.Signal(os.Interrupt)
	if err := cmd.Wait(); err != nil || !strings.HasPrefix(string(said[:n]), "Ringside is ready:") {
		t.Errorf("%v: %s\n%s", err, said[:n], log.String())
	}
}
