package sample

// A step is one event of a story, without its time and id.
type step struct {
	actor, category, action, description string
}

// queue holds the steps under way and gives them back in order of time, those
// of one instant in the order in which they were planned. The heap holds small
// entries; the steps stay where they are.
type queue struct {
	heap  []entry
	steps []step
	free  []int32 // places in steps
	order uint64
	most  int // the longest it ever was
}

type entry struct {
	at    int64
	order uint64
	place int32
}

func (a entry) before(b entry) bool {
	return a.at < b.at || a.at == b.at && a.order < b.order
}

func (q *queue) empty() bool { return len(q.heap) == 0 }

// first is the time of the first step. The queue must not be empty.
func (q *queue) first() int64 { return q.heap[0].at }

func (q *queue) push(at int64, s step) {
	var place int32
	if last := len(q.free) - 1; last >= 0 {
		place = q.free[last]
		q.free = q.free[:last]
		q.steps[place] = s
	} else {
		place = int32(len(q.steps))
		q.steps = append(q.steps, s)
	}
	e := entry{at, q.order, place}
	q.order++
	q.heap = append(q.heap, e)
	i := len(q.heap) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if !e.before(q.heap[parent]) {
			break
		}
		q.heap[i] = q.heap[parent]
		i = parent
	}
	q.heap[i] = e
	q.most = max(q.most, len(q.heap))
}

// pop takes out the first step. The queue must not be empty.
func (q *queue) pop() (at int64, s step) {
	first := q.heap[0]
	last := len(q.heap) - 1
	e := q.heap[last]
	q.heap = q.heap[:last]
	if last > 0 {
		i := 0
		for {
			child := 2*i + 1
			if child >= last {
				break
			}
			if child+1 < last && q.heap[child+1].before(q.heap[child]) {
				child++
			}
			if !q.heap[child].before(e) {
				break
			}
			q.heap[i] = q.heap[child]
			i = child
		}
		q.heap[i] = e
	}
	s = q.steps[first.place]
	q.steps[first.place] = step{} // its text may go
	q.free = append(q.free, first.place)
	return first.at, s
}
