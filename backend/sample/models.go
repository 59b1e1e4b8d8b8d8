package sample

import "strconv"

// A model makes something out of a prompt and is paid by unit.
type model struct {
	name       string
	weight     int // share of the generations
	price      int // of a unit, in ten-thousandths of a credit
	units      []int
	takes      int // milliseconds for the smallest order
	unit       unit
	pending    string
	processing string
	succeeded  string
	canceled   string
}

type unit uint8

const (
	image unit = iota
	video      // a second of it
	sound      // a hundred characters of speech
)

var (
	images  = []int{1, 1, 1, 1, 2, 3, 4, 4}
	seconds = []int{5, 5, 5, 8, 10, 10, 12}
	speech  = []int{3, 4, 6, 7, 9, 11, 12, 14, 17, 18, 21, 23, 26, 31, 38, 44, 57, 63, 71, 96, 120, 148}
)

// The first two are the models of the feed's examples.
var models = [...]model{
	{name: "bfl/flux-schnell", weight: 24, price: 40, units: images, takes: 700, unit: image},
	{name: "bytedance/seedance-1-pro", weight: 10, price: 620, units: seconds, takes: 31000, unit: video},
	{name: "bfl/flux-dev", weight: 9, price: 250, units: images, takes: 2900, unit: image},
	{name: "bfl/flux-1.1-pro", weight: 8, price: 400, units: images, takes: 4100, unit: image},
	{name: "bfl/flux-kontext-pro", weight: 7, price: 425, units: images, takes: 5600, unit: image},
	{name: "bytedance/seedance-1-lite", weight: 6, price: 185, units: seconds, takes: 19000, unit: video},
	{name: "bytedance/seedream-4", weight: 6, price: 310, units: images, takes: 7300, unit: image},
	{name: "google/imagen-4", weight: 5, price: 420, units: images, takes: 6800, unit: image},
	{name: "google/veo-3-fast", weight: 4, price: 1550, units: seconds, takes: 52000, unit: video},
	{name: "ideogram/ideogram-v3-turbo", weight: 4, price: 315, units: images, takes: 4700, unit: image},
	{name: "recraft/recraft-v3", weight: 4, price: 405, units: images, takes: 6100, unit: image},
	{name: "kwaivgi/kling-2.1", weight: 4, price: 525, units: seconds, takes: 64000, unit: video},
	{name: "minimax/hailuo-02", weight: 3, price: 470, units: seconds, takes: 71000, unit: video},
	{name: "stability/stable-diffusion-3.5-large", weight: 3, price: 655, units: images, takes: 5200, unit: image},
	{name: "elevenlabs/multilingual-v2", weight: 3, price: 31, units: speech, takes: 1600, unit: sound},
}

// flux and seedance are those of the feed's examples.
var flux, seedance = &models[0], &models[1]

// modelByWeight holds each model as often as its weight says.
var modelByWeight = func() (all []*model) {
	for i := range models {
		m := &models[i]
		m.pending = "Generation pending - " + m.name
		m.processing = "Generation processing - " + m.name
		m.succeeded = "Generation succeeded - " + m.name
		m.canceled = "Generation canceled - " + m.name
		for range m.weight {
			all = append(all, m)
		}
	}
	return all
}()

// appendCredits appends an amount of ten-thousandths as the feed writes it,
// "0.004".
func appendCredits(dst []byte, amount int) []byte {
	dst = strconv.AppendInt(dst, int64(amount/10_000), 10)
	rest := amount % 10_000
	if rest == 0 {
		return dst
	}
	dst = append(dst, '.')
	for digit := 1000; rest > 0; digit /= 10 {
		dst = append(dst, byte('0'+rest/digit))
		rest %= digit
	}
	return dst
}

// grouped writes a number as in "12,500".
func grouped(n int) string {
	s := strconv.Itoa(n)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}

// Why a generation ended badly; the name of the request follows in brackets.
var failures = []string{
	"the prompt was refused by the content filter (category: violence)",
	"the prompt was refused by the content filter (category: likeness of a real person)",
	"the provider did not answer within 300 s",
	"the provider answered HTTP 503 (overloaded), retried 3 times",
	"the provider answered HTTP 429 (too many requests), retried 3 times",
	"out of memory on the worker, retried once",
	"the worker lost its connection to the provider shortly before the end; the partial result was thrown away, nothing was charged, and the same request can be sent again without a new idempotency key within 24 hours",
}

// What can also be wrong with a picture, and with a film.
var (
	imageFailures = append(failures[:len(failures):len(failures)],
		"input_image could not be decoded: unexpected end of file",
		"input_image is 8192 × 8192 pixels, at most 4096 × 4096 are accepted",
		"width must be a multiple of 16, got 1023",
		`the provider answered HTTP 422: {"detail":[{"loc":["input","aspect_ratio"],"msg":"must be one of 1:1, 16:9, 21:9, 3:2, 2:3, 4:5, 5:4, 3:4, 4:3, 9:16, 9:21","type":"value_error"},{"loc":["input","output_quality"],"msg":"must be less than or equal to 100","type":"value_error"}]}`)
	videoFailures = append(failures[:len(failures):len(failures)],
		"first_frame could not be decoded: unexpected end of file",
		"duration 15 is not offered by this model, choose one of 5, 8, 10, 12",
		"last_frame needs a first_frame of the same size, got 1920 × 1080 and 1280 × 720")
)
